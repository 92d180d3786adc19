/** What is known of an operation. `fail`: it did not happen. `unknown`: it may have happened. */
export type Known = 'ok' | 'fail' | 'unknown';

/** What the desk acknowledged: the number its author was given, and the id where the door tells it. */
export interface Receipt {
  number: number;
  id: string | null;
}

/** An operation of a client, from its call to its answer. Times are Unix milliseconds. */
export interface Operation {
  kind: 'submit' | 'decide';
  marker: string;
  invokedAt: number;
  answeredAt: number;
  known: Known;
  /** HTTP status, or null without an answer. */
  status: number | null;
  /** Why there is no answer, or the body of one that was not expected. */
  detail?: string;
  receipt?: Receipt;
  /** Of an acknowledged decision. */
  decisionId?: string;
}

/** What a stranger saw of a text. Times are Unix milliseconds, of the end of the answers. */
export interface Sighting {
  firstAt: number;
  lastAt: number;
  /** Most times it stood in one answer. */
  most: number;
}
