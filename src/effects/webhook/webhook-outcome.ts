import { reasonOf } from '../../queue/once-a-minute.js';
import type { EffectOutcome } from '../effect-handler.js';

/** The receiver says that it will never want this again (RFC 9110, 15.5.11). */
const GONE = 410;

/** Characters of an error that are kept. */
const LONGEST_ERROR = 300;

/** What a status of the receiver means. A redirect is a failure: where it leads was not checked. */
export function outcomeOfStatus(
  status: number,
  retryAfter: string | string[] | undefined,
  at: Date,
): EffectOutcome {
  if (status >= 200 && status < 300) return { kind: 'done' };
  const error = `the receiver answered ${status}`;
  if (status === GONE) return { kind: 'dead', error };
  const afterSeconds = secondsOf(retryAfter, at);
  return { kind: 'retry', error, ...(afterSeconds === undefined ? {} : { afterSeconds }) };
}

/** What went wrong before there was an answer: name, connection, TLS. */
export function outcomeOfError(error: unknown): EffectOutcome {
  return { kind: 'retry', error: `not delivered: ${reasonOf(error).slice(0, LONGEST_ERROR)}` };
}

/** Retry-After in seconds from `at`: a number of seconds or a date (RFC 9110, 10.2.3); undefined when it is neither. */
function secondsOf(header: string | string[] | undefined, at: Date): number | undefined {
  if (typeof header !== 'string') return undefined;
  if (/^\d{1,9}$/.test(header)) return Number(header);
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, (date - at.getTime()) / 1_000);
}
