import { CircuitState, type IBreaker } from 'cockatiel';

/** When a breaker opens. */
export interface ShareLimits {
  /** Share of failed calls, from 0 to 1, that opens it. */
  share: number;
  /** Calls below which it stays closed. */
  calls: number;
  /** Time that is looked at, in milliseconds. */
  windowMs: number;
}

interface Ended {
  at: number;
  failed: boolean;
}

/**
 * Opens at a share of failures among the calls of a moving window. Cockatiel's own SamplingBreaker (3.2.1) moves its
 * window by calls, not by time: on a quiet desk failures of hours ago would still count.
 */
export class ShareBreaker implements IBreaker {
  private ended: Ended[] = [];

  constructor(
    private readonly limits: ShareLimits,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Kept in the process only. */
  get state(): unknown {
    return undefined;
  }

  set state(_state: unknown) {
    this.ended = [];
  }

  /** A call that went well; the first one after a pause forgets what was before. */
  success(state: CircuitState): void {
    if (state === CircuitState.HalfOpen) this.ended = [];
    this.note(false);
  }

  /** @returns whether to open. */
  failure(state: CircuitState): boolean {
    this.note(true);
    if (state !== CircuitState.Closed) return true;
    const failed = this.ended.filter((call) => call.failed).length;
    return this.ended.length >= this.limits.calls && failed >= this.limits.share * this.ended.length;
  }

  private note(failed: boolean): void {
    const at = this.now();
    this.ended = [...this.ended.filter((call) => at - call.at < this.limits.windowMs), { at, failed }];
  }
}
