import type { Failpoint } from '../../../src/failpoint.js';

/**
 * What a process does when it comes to a failpoint. `kill`: SIGKILL to itself. `kill-after:ms`: the same a little later,
 * going on meanwhile. `throw`: the failpoint throws. `sleep:ms`: waits. `block:ms`: blocks the event loop. `pause`: waits
 * until `release`.
 */
export type Action =
  'kill' | 'throw' | 'pause' | `kill-after:${number}` | `sleep:${number}` | `block:${number}`;

/** What to do at a failpoint. */
export interface Order {
  at: Failpoint;
  action: Action;
  /** So many passages go by before. Default 0. */
  skip?: number;
  /** It holds for so many passages. Default 1. */
  times?: number;
}

/** Environment variable with orders (JSON) that are in force when a process starts. */
export const ORDERS_VARIABLE = 'REPLYDESK_FAULT_ORDERS';

/** What the harness sends to a process. */
export type ToProcess = { fault: 'arm'; orders: Order[]; id: number } | { fault: 'release'; id: number };

/** What a process sends to the harness. */
export type FromProcess = { fault: 'done'; id: number } | { fault: 'hit'; at: Failpoint } | { type: 'ready' };
