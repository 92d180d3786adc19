import type { HistoryEntry, ReviewItemDetail } from '../../../src/contract/review-api.js';
import { isRejectReason } from '../keys.js';
import { FullTime } from '../parts/time.js';
import { useSay } from '../say.js';
import classes from './item.module.css';

function Entry({ entry }: { entry: HistoryEntry }) {
  const say = useSay();
  const who = entry.by.kind === 'person' ? entry.by.name : say('item.machine');
  const reason = isRejectReason(entry.reason) ? say(`reason.${entry.reason}`) : entry.reason;
  return (
    <li>
      <div dir="auto">
        {say('history.line', { who, act: say(`act.${entry.act}`) })}
        {reason !== null && ` (${reason})`}
      </div>
      <div className={classes.meta}>
        <FullTime at={entry.at} />
        {entry.policyVersion !== null && ` · ${say('item.policy', { version: entry.policyVersion })}`}
      </div>
      {entry.note !== null && (
        <p className={classes.note} dir="auto">
          {entry.note}
        </p>
      )}
    </li>
  );
}

/** Everything that happened to the submission, newest first. */
export function HistoryList({ item }: { item: ReviewItemDetail }) {
  const say = useSay();
  const entries = item.history.toSorted((a, b) => b.at.localeCompare(a.at));
  return (
    <section>
      <h3 className={classes.sectionTitle}>{say('item.history')}</h3>
      <ol className={classes.history}>
        {entries.map((entry) => (
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
