import type { ReactNode } from 'react';
import type { Judged, TimelineEntry } from '../../../src/contract/item-api.js';
import {
  BanIcon,
  CrossIcon,
  EyeIcon,
  InIcon,
  NoteIcon,
  OutIcon,
  PersonIcon,
  QueueIcon,
  TickIcon,
  UndoIcon,
} from '../parts/icons.js';
import { Ago } from '../parts/time.js';
import { useSay } from '../say.js';
import { useAround } from '../state/use-around.js';
import classes from './item.module.css';
import { useReasonName } from './state-name.js';
import own from './timeline.module.css';

const ACTS: Record<Judged['act'], () => ReactNode> = {
  approve: TickIcon,
  hold: QueueIcon,
  reject: CrossIcon,
  undo: UndoIcon,
  withdraw: CrossIcon,
};

const KINDS: Record<Exclude<TimelineEntry['kind'], 'verdict' | 'decision'>, () => ReactNode> = {
  received: InIcon,
  published: EyeIcon,
  unpublished: BanIcon,
  flag: PersonIcon,
  note: NoteIcon,
  measure: BanIcon,
  report: PersonIcon,
  told: OutIcon,
};

function useSentence() {
  const say = useSay();
  const reasonName = useReasonName();
  return (entry: TimelineEntry): string => {
    const who = entry.by ?? say('item.machine');
    switch (entry.kind) {
      case 'received':
      case 'published':
      case 'unpublished':
        return say(`timeline.${entry.kind}`);
      case 'flag':
        return say(`timeline.flag.${entry.flag}`, { who });
      case 'note':
        return say('timeline.note', { who });
      case 'measure': {
        const measure = say(`measure.${entry.measure}`);
        return say(entry.ended ? 'timeline.measureEnded' : 'timeline.measure', { who, measure });
      }
      case 'report':
        return say('timeline.report', { kind: say(`report.${entry.report}`) });
      case 'told':
        return say(`timeline.told.${entry.state}`, { count: entry.attempts });
      case 'verdict':
      case 'decision': {
        const kept = entry.act === 'approve' && entry.fromState === 'approved';
        const act = say(kept ? 'act.keep' : `act.${entry.act}`);
        const again = entry.kind === 'verdict' && entry.recheck;
        const line = say(again ? 'timeline.recheck' : 'history.line', { who, act });
        if (entry.reason === null) return line;
        const reason = reasonName(entry.reason, entry.kind === 'decision' ? 'person' : 'machine');
        return say('state.because', { state: line, reason });
      }
    }
  };
}

function more(entry: TimelineEntry): string | null {
  if (entry.kind === 'note') return entry.text;
  if (entry.kind === 'report') return entry.note;
  if (entry.kind === 'measure') return entry.reason;
  return entry.kind === 'decision' || entry.kind === 'flag' ? entry.note : null;
}

function Entry({ entry }: { entry: TimelineEntry }) {
  const say = useSay();
  const sentence = useSentence();
  const judged = entry.kind === 'verdict' || entry.kind === 'decision';
  const Icon = judged ? ACTS[entry.act] : KINDS[entry.kind];
  const told = more(entry);
  return (
    <li data-kind={entry.kind} data-act={judged ? entry.act : undefined}>
      <span className={own.icon}>
        <Icon />
      </span>
      <div dir="auto">{sentence(entry)}</div>
      <div className={classes.meta}>
        <Ago at={entry.at} exact />
        {judged &&
          entry.policyVersion !== null &&
          ` · ${say('item.policy', { version: entry.policyVersion })}`}
        {entry.kind === 'note' && entry.withdrawn && ` · ${say('notes.withdrawn')}`}
      </div>
      {told !== null && told !== '' && (
        <p className={own.told} dir="auto">
          {told}
        </p>
      )}
    </li>
  );
}

/** Everything that happened to the comment, newest first. */
export function Timeline({ id }: { id: string }) {
  const say = useSay();
  const { data, isError } = useAround('timeline', id);
  return (
    <section>
      <h3 className={classes.sectionTitle}>{say('timeline.title')}</h3>
      {isError && <p className={classes.quiet}>{say('around.failed')}</p>}
      <ol className={own.timeline}>
        {(data?.entries ?? []).map((entry) => (
          <Entry key={entry.id} entry={entry} />
        ))}
      </ol>
    </section>
  );
}
