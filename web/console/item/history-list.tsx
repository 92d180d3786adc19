import type { HistoryEntry, ReviewItemDetail } from '../../../src/contract/review-api.js';
import { FullTime } from '../parts/time.js';
import { useSay } from '../say.js';
import classes from './item.module.css';
import own from './aside.module.css';
import { useReasonName } from './state-name.js';

function Entry({ entry }: { entry: HistoryEntry }) {
  const say = useSay();
  const who = entry.by.kind === 'person' ? entry.by.name : say('item.machine');
  const reasonName = useReasonName();
  const line = say('history.line', { who, act: say(`act.${entry.act}`) });
  return (
    <li>
      <div dir="auto">
        {entry.reason === null
          ? line
          : say('state.because', { state: line, reason: reasonName(entry.reason, entry.by.kind) })}
      </div>
      <div className={classes.meta}>
        <FullTime at={entry.at} />
        {entry.policyVersion !== null && ` · ${say('item.policy', { version: entry.policyVersion })}`}
      </div>
      {entry.note !== null && (
        <p className={own.note} dir="auto">
          {entry.note}
        </p>
      )}
    </li>
  );
}

/** Everything that happened to the submission, newest first. */
export function HistoryList({ item }: { item: ReviewItemDetail }) {
  const say = useSay();
  return (
    <section>
      <h3 className={classes.sectionTitle}>{say('item.history')}</h3>
      <ol className={own.history}>
        {item.history.toReversed().map((entry) => (
          <Entry key={entry.id} entry={entry} />
        ))}
        <li>
          <div>{say('item.received')}</div>
          <div className={classes.meta}>
            <FullTime at={item.receivedAt} />
          </div>
        </li>
      </ol>
    </section>
  );
}
