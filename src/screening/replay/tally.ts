import { createHash } from 'node:crypto';
import type { Outcome } from '../../domain/verdict.entity.js';

/** What became of a submission under the other policy: held or rejected only there, only then, or the same. */
export const CELLS = ['caught', 'freed', 'unchanged'] as const;

/** What became of a submission under the other policy. */
export type Cell = (typeof CELLS)[number];

/** Ids of a cell that are kept. */
const SAMPLES = 50;

/** Characters of a text that are shown with its id. */
const EXCERPT = 120;

/** Threads that are told apart; the smaller half is given up beyond that, so that memory has a bound. */
const MOST_THREADS = 2_000;

/** Days that are told apart, the newest. */
const MOST_DAYS = 400;

/** What people decided of submissions that a policy caught (held or rejected), and of those it did not. */
export interface Judged {
  caughtRejected: number;
  caughtApproved: number;
  freeRejected: number;
  freeApproved: number;
}

/** Counts of one language or thread. */
export interface Group {
  seen: number;
  caught: number;
  freed: number;
  people: Judged;
}

/** Counts of one day. */
export type DayCount = Pick<Group, 'seen' | 'caught' | 'freed'>;

/** A submission of a cell. */
export interface Sample {
  id: string;
  number: number;
  before: Outcome;
  after: Outcome;
  excerpt: string;
  /** The rule that decides now, or that decided then where it is freed; earlier software stored none. */
  rule?: string;
  /** From the id alone: the same submissions are chosen whatever the batches. */
  rank: string;
}

/** What a replay has found so far. JSON holds it, of bounded size. */
export interface Tally {
  seen: number;
  /** Left out: signals were not stored. */
  lacking: number;
  moves: Record<Outcome, Record<Outcome, number>>;
  before: Judged;
  after: Judged;
  languages: Record<string, Group>;
  threads: Record<string, Group & { key: string; title: string }>;
  /** By day in UTC; earlier software stored none. */
  days?: Record<string, DayCount>;
  samples: Record<Cell, Sample[]>;
}

/** One submission under both policies. */
export interface Replayed {
  id: string;
  number: number;
  body: string;
  language: string | null;
  /** It was received on, in UTC. */
  day: string;
  thread: { id: string; key: string; title: string };
  before: Outcome;
  after: Outcome;
  /** The rule that decides now, or that decided then where it is freed. */
  rule: string;
  /** What people decided in the end; null: nothing. */
  people: 'approved' | 'rejected' | null;
}

const noOutcomes = () => ({ approve: 0, hold: 0, reject: 0 });

const nobody = (): Judged => ({ caughtRejected: 0, caughtApproved: 0, freeRejected: 0, freeApproved: 0 });

const emptyGroup = (): Group => ({ seen: 0, caught: 0, freed: 0, people: nobody() });

/** A tally of nothing. */
export function emptyTally(): Tally {
  return {
    seen: 0,
    lacking: 0,
    moves: { approve: noOutcomes(), hold: noOutcomes(), reject: noOutcomes() },
    before: nobody(),
    after: nobody(),
    languages: {},
    threads: {},
    days: {},
    samples: { caught: [], freed: [], unchanged: [] },
  };
}

/** Which cell an outcome before and after belongs to. */
function cellOf({ before, after }: Pick<Replayed, 'before' | 'after'>): Cell {
  if ((before === 'approve') === (after === 'approve')) return 'unchanged';
  return before === 'approve' ? 'caught' : 'freed';
}

/** Counts one submission in. */
export function count(tally: Tally, one: Replayed): void {
  const cell = cellOf(one);
  tally.seen += 1;
  tally.moves[one.before][one.after] += 1;
  judge(tally.before, one.before, one.people);
  judge(tally.after, one.after, one.people);
  const thread = (tally.threads[one.thread.id] ??= {
    ...emptyGroup(),
    key: one.thread.key,
    title: one.thread.title,
  });
  countDay(tally, one.day, cell);
  for (const group of [(tally.languages[one.language ?? ''] ??= emptyGroup()), thread]) {
    group.seen += 1;
    if (cell !== 'unchanged') group[cell] += 1;
    judge(group.people, one.after, one.people);
  }
  keepSample(tally.samples[cell], one);
  if (Object.keys(tally.threads).length > MOST_THREADS) tally.threads = busiest(tally, MOST_THREADS / 2);
}

function countDay(tally: Tally, day: string, cell: Cell): void {
  const days = (tally.days ??= {});
  const counts = (days[day] ??= { seen: 0, caught: 0, freed: 0 });
  counts.seen += 1;
  if (cell !== 'unchanged') counts[cell] += 1;
  const known = Object.keys(days);
  if (known.length > MOST_DAYS) delete days[known.toSorted()[0] ?? ''];
}

function judge(judged: Judged, outcome: Outcome, people: Replayed['people']): void {
  if (people === null) return;
  const side = outcome === 'approve' ? 'free' : 'caught';
  judged[`${side}${people === 'approved' ? 'Approved' : 'Rejected'}`] += 1;
}

function keepSample(samples: Sample[], { id, number, body, before, after, rule }: Replayed): void {
  const rank = createHash('sha256').update(id).digest('hex').slice(0, 16);
  const last = samples.at(-1);
  if (samples.length >= SAMPLES && last !== undefined && rank > last.rank) return;
  samples.push({ id, number, before, after, rule, excerpt: excerptOf(body), rank });
  samples.sort((one, other) => (one.rank < other.rank ? -1 : 1));
  samples.length = Math.min(samples.length, SAMPLES);
}

/** The start of a text, as a report shows it. */
export function excerptOf(body: string): string {
  const start = Array.from(body.slice(0, EXCERPT * 2).replaceAll(/\s+/g, ' '));
  return start.slice(0, EXCERPT).join('').toWellFormed();
}

/** The threads with the most changes, then with the most submissions. */
export function busiest({ threads }: Tally, most: number): Tally['threads'] {
  const order = Object.entries(threads).sort(
    ([, one], [, other]) =>
      other.caught + other.freed - (one.caught + one.freed) ||
      other.seen - one.seen ||
      (one.key < other.key ? -1 : 1),
  );
  return Object.fromEntries(order.slice(0, most));
}
