/** One try of one effect. */
export interface EffectTry {
  /** The same at every try: by it a receiver knows a repetition. */
  id: string;
  siteId: string;
  submissionId: string;
  recordId: string;
  /** Now, by the database's clock. */
  at: Date;
}

/** How a try ended; `retry` and `dead` say why, in English, without what came from outside. */
export type EffectOutcome =
  | { kind: 'done' }
  /** `afterSeconds`: the receiver does not want to be asked earlier. */
  | { kind: 'retry'; error: string; afterSeconds?: number }
  /** Trying again is of no use. */
  | { kind: 'dead'; error: string };

/** Performs the effects of one kind. */
export interface EffectHandler {
  kind: string;
  /** Ends within a bounded time. @throws what nobody expected: the try failed, there will be another. */
  perform(effect: EffectTry): Promise<EffectOutcome>;
}

/** Injection token of the list of handlers. */
export const EFFECT_HANDLERS = Symbol('EffectHandlers');
