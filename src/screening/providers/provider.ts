import type { ProviderField, ProviderId, ProviderLabel } from '../../domain/signal.js';

/** What a service is told. A field that it does not ask for, or is not granted, is not there. */
export interface ProviderRequest {
  /** Names the question: the same at every try, and tells nothing about the submission. */
  key: string;
  text?: string;
  language?: string;
  title?: string;
  email?: string;
  /** Network address of the author. */
  network?: string;
  /** The site's rules in words, for services that go by them. */
  rules?: string;
}

/** What a service says of a text. */
export interface ProviderAnswer {
  model: string | null;
  labels: Partial<Record<ProviderLabel, number>>;
  clause?: string;
}

/** An outside moderation service. Whether it is required, and what it may be told, is in the policy of a site. */
export interface ModerationProvider {
  id: ProviderId;
  /** What it cannot do without: when that is not granted or not known, it is not called. */
  requires: readonly ProviderField[];
  /** What it is told beside, when granted and known. */
  uses: readonly ProviderField[];
  /** Longest time of one call, in milliseconds. */
  timeoutMs: number;
  /**
   * Asks once; no retry.
   * @throws PostFailure for everything that is not a whole, valid answer.
   */
  classify(request: ProviderRequest, signal: AbortSignal): Promise<ProviderAnswer>;
}
