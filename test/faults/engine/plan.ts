import type { Outcome } from '../../../src/domain/verdict.entity.js';
import type { Policy } from '../../../src/domain/policy.js';
import type { Random } from './random.js';

/** Authors with an approved comment, whom the policy lets pass. */
export const KNOWN_AUTHORS = ['Aiko', 'Ben', 'Chidi', 'Dora', 'Emil'] as const;

const DISALLOWED = 'forbiddenword';
const MODERATED = 'doubtfulword';

/** The policy of every run: some are approved, some held, some rejected. */
export const RUN_POLICY: Partial<Policy> = {
  first_held: 1,
  previously_approved: true,
  moderation_words: [MODERATED],
  disallowed_words: [DISALLOWED],
  near_duplicates: { count: 0, hours: 24 },
  rejections: { count: 0, days: 1 },
  network_budget: { submissions: 0, minutes: 1 },
};

/** A submission that will be sent, and what must become of it. */
export interface PlannedSubmission {
  /** In its text and nowhere else; public answers are searched for it. */
  marker: string;
  /** Idempotency key of the JSON door, key of the form. */
  key: string;
  door: 'json' | 'form';
  author: string;
  email: string;
  text: string;
  /** The verdict, unless it could not be screened: then `hold`. */
  expected: Outcome;
  /** What the moderator makes of it once it is held. */
  then: 'leave' | 'approve' | 'reject';
  /** Milliseconds after the start of the load. */
  atMs: number;
  /** Sends again with the same key while the fault lasts, and waits for an answer only so long (ms). */
  impatientMs: number | null;
  /** Which API it is sent to (modulo their number). */
  api: number;
}

/** How much is sent in a run. */
export interface Load {
  /** Default 24. */
  count?: number;
  /** Milliseconds over which they are spread. Default 600. */
  overMs?: number;
  /** Whether a moderator decides some of what is held. Default true. */
  moderate?: boolean;
}

/** What public answers are searched for. */
export const MARKER = /zq[0-9a-z]+n\d+e/g;

/** Plans a load; `name` makes its markers and keys unique in a database. */
export function planSubmissions(random: Random, name: string, load: Load = {}): PlannedSubmission[] {
  const { count = 24, overMs = 600, moderate = true } = load;
  return Array.from({ length: count }, (_, n) => {
    const marker = `zq${name}n${n}e`;
    const kind = random.pick(['known', 'known', 'known', 'new', 'new', 'moderated', 'disallowed'] as const);
    const author = kind === 'new' ? `New ${name} ${n}` : random.pick(KNOWN_AUTHORS);
    const words = random.shuffle(['The', 'night', 'train', 'should', 'stay']).join(' ');
    const suffix = kind === 'moderated' ? ` ${MODERATED}` : kind === 'disallowed' ? ` ${DISALLOWED}` : '';
    return {
      marker,
      key: `fault-${name}-${n}-key-of-this-submission`,
      door: random.pick(['json', 'json', 'form'] as const),
      author,
      email: `${author.toLowerCase().replaceAll(' ', '')}@example.org`,
      text: `${words} ${marker}${suffix}`,
      expected: kind === 'known' ? 'approve' : kind === 'disallowed' ? 'reject' : 'hold',
      then: moderate ? random.pick(['leave', 'approve', 'approve', 'reject'] as const) : 'leave',
      atMs: Math.floor(random.next() * overMs),
      impatientMs: random.chance(0.3) ? random.int(150, 900) : null,
      api: random.int(0, 7),
    } satisfies PlannedSubmission;
  });
}
