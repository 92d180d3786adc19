import type {
  ReplayGroup,
  ReplayJudgement,
  ReplayReport,
  ReplaySample,
} from '../../contract/policy-replay-api.js';
import { wilson } from '../../domain/wilson.js';
import { busiest, type Group, type Judged, type Sample, type Tally } from './tally.js';

/** Threads that a report names. */
const TOP = 10;

/** What a tally says, as people and scripts read it. */
export function reportOf(tally: Tally): ReplayReport {
  const { approve, hold, reject } = tally.moves;
  const caught = approve.hold + approve.reject;
  const freed = hold.approve + reject.approve;
  const { samples } = tally;
  return {
    coverage: {
      seen: tally.seen + tally.lacking,
      lacking: tally.lacking,
      share: tally.seen + tally.lacking === 0 ? 1 : tally.seen / (tally.seen + tally.lacking),
    },
    caught,
    freed,
    unchanged: tally.seen - caught - freed,
    moves: tally.moves,
    people: { before: judgementOf(tally.before), after: judgementOf(tally.after) },
    days: Object.entries(tally.days ?? {})
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([day, counts]) => ({ day, ...counts })),
    languages: Object.entries(tally.languages)
      .sort(([code, one], [otherCode, other]) => other.seen - one.seen || (code < otherCode ? -1 : 1))
      .map(([language, group]) => ({ language: language === '' ? null : language, ...groupOf(group) })),
    threads: Object.values(busiest(tally, TOP)).map(({ key, title, ...group }) => ({
      key,
      title,
      ...groupOf(group),
    })),
    samples: {
      caught: samples.caught.map(sampleOf),
      freed: samples.freed.map(sampleOf),
      unchanged: samples.unchanged.map(sampleOf),
    },
  };
}

function judgementOf(judged: Judged): ReplayJudgement {
  const { caughtRejected, caughtApproved, freeRejected } = judged;
  return {
    ...judged,
    precision: wilson(caughtRejected, caughtRejected + caughtApproved),
    recall: wilson(caughtRejected, caughtRejected + freeRejected),
  };
}

function groupOf({ seen, caught, freed, people }: Group): ReplayGroup {
  return { seen, caught, freed, people: judgementOf(people) };
}

function sampleOf({ id, number, before, after, excerpt, rule }: Sample): ReplaySample {
  return { id, number, before, after, excerpt, rule: rule ?? null, why: null };
}
