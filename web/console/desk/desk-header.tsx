import icon from '../icon.svg';
import { useSay } from '../say.js';
import { QueueTabs } from './queue-tabs.js';
import classes from './desk.module.css';
import { SettingsMenu } from './settings-menu.js';
import { useTheDesk } from './use-desk.js';
import { focusHome } from './use-home-focus.js';
import { UserMenu } from './user-menu.js';

/** Name, queues, settings, account. */
export function DeskHeader({ onSignedOut }: { onSignedOut: () => void }) {
  const say = useSay();
  const { live, place } = useTheDesk();
  return (
    <header className={classes.header}>
      <button type="button" className={classes.skip} onClick={() => focusHome(place.item, false)}>
        {say('desk.skip')}
      </button>
      <h1 className={classes.brand}>
        <img src={icon} alt="" width="20" height="20" />
        Replydesk
      </h1>
      <QueueTabs />
      <div className={classes.tools}>
        <span className={classes.polling} role="status">
          {live ? '' : say('desk.polling')}
        </span>
        <SettingsMenu />
        <UserMenu onSignedOut={onSignedOut} />
      </div>
    </header>
  );
}
