import { channel, type Channel } from 'node:diagnostics_channel';
import type { ProviderId, ProviderStatus } from '../domain/signal.js';
import type { Outcome } from '../domain/verdict.entity.js';

/** The machine gave verdicts. */
export interface VerdictEvent {
  outcome: Outcome;
  /** How many. */
  count: number;
  /** From the job to the commit; undefined where nothing was screened. */
  seconds?: number;
}

/** An outside service was asked, or its breaker was open. */
export interface ProviderEvent {
  provider: ProviderId;
  status: ProviderStatus;
  seconds: number;
}

/** Each kind of event that is worth a number; reported where it happens, at no cost while nobody listens. */
export const EVENTS = {
  verdict: channel('replydesk.verdict') as Channel<unknown, VerdictEvent>,
  provider: channel('replydesk.provider') as Channel<unknown, ProviderEvent>,
};
