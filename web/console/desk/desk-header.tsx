import { useSay } from '../say.js';
import { PhoneTools } from '../shell/page-frame.js';
import { PageMenu } from '../shell/page-links.js';
import { QueueTabs } from './queue-tabs.js';
import classes from './desk.module.css';
import { useTheDesk } from './use-desk.js';
import { focusHome } from './use-home-focus.js';

/** The queues, and on a phone the other pages, settings and account. */
export function DeskHeader() {
  const say = useSay();
  const { live, place } = useTheDesk();
  return (
    <header className={classes.header}>
      <button type="button" className={classes.skip} onClick={() => focusHome(place.item, false)}>
        {say('desk.skip')}
      </button>
      <PageMenu />
      <h1 className={classes.title}>{say('page.queue')}</h1>
      <QueueTabs />
      <div className={classes.tools}>
        <span className={classes.polling} role="status">
          {live ? '' : say('desk.polling')}
        </span>
        <PhoneTools />
      </div>
    </header>
  );
}
