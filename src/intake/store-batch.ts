import type { PreparedConnections } from '../database/prepared-connections.js';
import type { SubmissionState } from '../domain/submission-state.js';
import { storeStatement, storeValues } from './store-statement.js';
import type { SubmissionRow } from './submission-row.js';

/** What the database said of one submission. */
export type Stored =
  | {
      kind: 'accepted';
      id: string;
      /** The number it has as a comment once approved. */
      number: number;
      state: SubmissionState;
      /** The idempotency key was known: this is the first submission. */
      repeated: boolean;
    }
  /** The same comment is there already. */
  | { kind: 'duplicate' }
  /** The same e-mail or address submitted too short a time ago; whole seconds to wait, at least 1. */
  | { kind: 'flood'; retryAfterSeconds: number }
  /** The idempotency key came with something else before. */
  | { kind: 'key-reused' };

interface OutcomeRow {
  id: string;
  outcome: 'accepted' | 'repeated' | 'key-reused' | 'duplicate' | 'flood';
  /** Whole seconds to wait; null where no gate is known. */
  wait: number | null;
  /** Of a stored submission. */
  number: number | null;
  /** Of the first submission with the same idempotency key; absent where no submission of the batch has one. */
  first_id?: string | null;
  first_number?: number | null;
  first_state?: SubmissionState | null;
}

/**
 * Stores submissions in one transaction.
 * @param rows no two of which could refuse each other (`contestedKeys`).
 * @returns one answer each, in order, after COMMIT.
 * @throws what the database throws, SQLSTATE 40001 when another transaction was faster. Then nothing is stored.
 */
export async function storeBatch(
  connections: PreparedConnections,
  rows: readonly SubmissionRow[],
): Promise<Stored[]> {
  const statement = storeStatement({
    threads: rows.some(({ threadKey }) => threadKey !== null),
    keys: rows.some(({ idempotencyKey }) => idempotencyKey !== null),
  });
  const found = await connections.run<OutcomeRow>(statement, storeValues(rows));
  const outcomes = new Map(found.map((row) => [row.id, row]));
  return rows.map(({ id }) => storedOf(present(outcomes.get(id))));
}

function storedOf(row: OutcomeRow): Stored {
  switch (row.outcome) {
    case 'accepted':
      return {
        kind: 'accepted',
        id: row.id,
        number: present(row.number),
        state: 'received',
        repeated: false,
      };
    case 'repeated':
      return {
        kind: 'accepted',
        id: present(row.first_id),
        number: present(row.first_number),
        state: present(row.first_state),
        repeated: true,
      };
    case 'flood':
      return { kind: 'flood', retryAfterSeconds: Math.max(1, present(row.wait)) };
    case 'duplicate':
    case 'key-reused':
      return { kind: row.outcome };
  }
}

function present<T>(value: T | null | undefined): T {
  if (value === null || value === undefined)
    throw new Error('the database left out a value that it always has');
  return value;
}
