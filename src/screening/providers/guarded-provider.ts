import {
  BrokenCircuitError,
  bulkhead,
  BulkheadRejectedError,
  circuitBreaker,
  handleWhen,
  TaskCancelledError,
  timeout,
  TimeoutStrategy,
  wrap,
} from 'cockatiel';
import type { ProviderCall, ProviderField, ProviderStatus } from '../../domain/signal.js';
import { PostFailure } from '../../http/outbound/post.js';
import type { ModerationProvider, ProviderRequest } from './provider.js';
import { ShareBreaker } from './share-breaker.js';

/** Opens at half of ten calls or more within 30 s (design of the engine, 2.10). */
const BREAKER = { share: 0.5, calls: 10, windowMs: 30_000 };

/** Time after which an open breaker lets one call try; short, so that a restarted service is back soon. */
const HALF_OPEN_MS = 10_000;

/** Calls that wait for a free place; as many as a worker screens at once at most (SCREENING_CONCURRENCY). */
const WAITING = 500;

/** Longest reason and clause that are kept, in UTF-16 code units. */
const LONGEST = 200;

/** How long a call waits for a free place at most, in time-outs of the service. */
const PATIENCE = 4;

/** How a service is called. */
export interface GuardOptions {
  /** Calls at once. */
  concurrency: number;
  halfOpenMs?: number;
}

/** A service behind its own bulkhead, breaker and time-out. */
export class GuardedProvider {
  private readonly guard;

  constructor(
    readonly provider: ModerationProvider,
    { concurrency, halfOpenMs = HALF_OPEN_MS }: GuardOptions,
  ) {
    this.guard = wrap(
      timeout((PATIENCE + 1) * provider.timeoutMs, TimeoutStrategy.Aggressive),
      bulkhead(concurrency, WAITING),
      circuitBreaker(handleWhen(isOutage), { halfOpenAfter: halfOpenMs, breaker: new ShareBreaker(BREAKER) }),
      // The time of one call, innermost: a breaker that is half open runs those who waited without the signal it was given (cockatiel 3.2.1).
      timeout(provider.timeoutMs, TimeoutStrategy.Aggressive),
    );
  }

  /** Asks once. Never throws: what goes wrong is the status. */
  async call(request: ProviderRequest): Promise<ProviderCall> {
    const startedAt = performance.now();
    const { id } = this.provider;
    let sent: ProviderField[] = [];
    const ms = () => Math.round(performance.now() - startedAt);
    try {
      const { model, labels, clause } = await this.guard.execute(({ signal }) => {
        // Who has waited in vain still gets its turn, and is not told (cockatiel 3.2.1).
        if (performance.now() - startedAt > PATIENCE * this.provider.timeoutMs)
          throw new TaskCancelledError();
        sent = fieldsOf(request);
        return this.provider.classify(request, signal);
      });
      const told = clause === undefined || clause === '' ? {} : { clause: clause.slice(0, LONGEST) };
      return { id, sent, status: 'ok', model: model?.slice(0, LONGEST) ?? null, labels, ...told, ms: ms() };
    } catch (error) {
      const { status, reason } = failureOf(error);
      return { id, sent, status, reason: reason.slice(0, LONGEST), model: null, labels: {}, ms: ms() };
    }
  }
}

/** An answer that is no valid one is none: what a comment makes a model say must not stop it for all others. */
function isOutage(error: unknown): boolean {
  return !(error instanceof PostFailure && error.status === 'invalid');
}

const FIELDS: readonly ProviderField[] = ['text', 'language', 'title', 'email', 'network'];

function fieldsOf(request: ProviderRequest): ProviderField[] {
  return FIELDS.filter((field) => request[field] !== undefined);
}

function failureOf(error: unknown): { status: Exclude<ProviderStatus, 'ok' | 'skipped'>; reason: string } {
  if (error instanceof PostFailure) return error;
  if (error instanceof TaskCancelledError) return { status: 'timeout', reason: 'no answer in time' };
  if (error instanceof BrokenCircuitError) return { status: 'breaker_open', reason: 'failed too often' };
  if (error instanceof BulkheadRejectedError) return { status: 'error', reason: 'too many calls at once' };
  return { status: 'error', reason: error instanceof Error ? error.name : 'unknown' };
}
