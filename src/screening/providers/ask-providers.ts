import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Agent } from 'undici';
import { CONFIG, type Config } from '../../config/config.js';
import { isAskedAnyway, isOutcomeFixed } from '../../domain/policy/fixed-outcome.js';
import type { ProviderUses } from '../../domain/policy/providers.js';
import { PROVIDER_IDS, type ProviderCall, type ProviderId, type Signal } from '../../domain/signal.js';
import { guardedAgent } from '../../http/outbound/guarded-agent.js';
import { EVENTS } from '../../operations/events.js';
import { withTimeLimit } from '../../queue/time-limit.js';
import type { WaitingSubmission } from '../load-context.js';
import { configuredProviders } from './configured-providers.js';
import type { GuardedProvider } from './guarded-provider.js';
import { type KnownFields, requestFor } from './provider-request.js';

/** Milliseconds that closing connections may take. */
const CLOSE_MS = 1_000;

/** The stage that leaves the house: asks the services of the policy, all at once, after every other stage. */
@Injectable()
export class AskProviders implements OnApplicationShutdown {
  private readonly agent: Agent;
  private readonly providers: ReadonlyMap<ProviderId, GuardedProvider>;

  constructor(
    private readonly dataSource: DataSource,
    @Inject(CONFIG) { providers }: Config,
  ) {
    this.agent = guardedAgent(providers);
    this.providers = configuredProviders({ agent: this.agent, rules: providers }, providers);
  }

  async onApplicationShutdown(): Promise<void> {
    await withTimeLimit(this.agent.destroy(), CLOSE_MS, 'connections did not close').catch(() => undefined);
  }

  /**
   * The signal `provider`; none when the policy uses no service. A service that fails is a status in it.
   * @param signals of the other stages; when they fix the outcome, nobody is asked.
   * @throws when the database fails.
   */
  async ask(submission: WaitingSubmission, signals: readonly Signal[]): Promise<Signal[]> {
    const { id, receivedOn, context } = submission;
    const { policy } = context;
    const used = PROVIDER_IDS.filter((one) => policy.providers[one] !== undefined);
    if (used.length === 0) return [];
    if (isOutcomeFixed(policy, signals, { id, receivedOn }) && !isAskedAnyway(id))
      return [signalOf(used.map((one) => unasked(one, 'skipped', 'outcome_fixed')))];
    const fields = await this.fieldsOf(submission);
    const calls = await Promise.all(used.map((one) => this.call(one, submission, fields)));
    for (const { id: provider, status, ms } of calls)
      EVENTS.provider.publish({ provider, status, seconds: ms / 1_000 });
    return [signalOf(calls)];
  }

  private async call(
    id: ProviderId,
    submission: WaitingSubmission,
    fields: KnownFields,
  ): Promise<ProviderCall> {
    const guarded = this.providers.get(id);
    if (guarded === undefined) return unasked(id, 'error', 'not configured');
    const uses = submission.context.policy.providers;
    const made = requestFor(guarded.provider, { ...submission, fields }, permissionOf(uses, id));
    return made.kind === 'lacks' ? unasked(id, 'error', made.reason) : guarded.call(made.request);
  }

  private async fieldsOf({ id, context: { submission } }: WaitingSubmission): Promise<KnownFields> {
    const rows: { language: string | null; title: string }[] = await this.dataSource.query(
      `select s.language, t.title from submission s join thread t on t.id = s.thread_id where s.id = $1`,
      [id],
    );
    return {
      text: submission.body,
      email: submission.authorEmail,
      network: submission.address,
      language: rows[0]?.language ?? null,
      title: rows[0]?.title ?? null,
    };
  }
}

function permissionOf(uses: ProviderUses, id: ProviderId) {
  return {
    grants: uses[id]?.grants ?? [],
    ...(id === 'chat' && uses.chat ? { rules: uses.chat.rules } : {}),
  };
}

function unasked(id: ProviderId, status: 'skipped' | 'error', reason: string): ProviderCall {
  return { id, status, reason, model: null, labels: {}, sent: [], ms: 0 };
}

function signalOf(calls: ProviderCall[]): Signal {
  const score = Math.max(0, ...calls.flatMap(({ labels }) => Object.values(labels)));
  return { kind: 'provider', score, evidence: { calls } };
}
