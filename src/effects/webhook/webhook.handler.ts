import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Webhook } from 'standardwebhooks';
import { DataSource } from 'typeorm';
import { type Agent, request } from 'undici';
import { CONFIG, type Config } from '../../config/config.js';
import { WEBHOOK_EFFECT } from '../../domain/write-effects.js';
import { withTimeLimit } from '../../queue/time-limit.js';
import type { EffectHandler, EffectOutcome, EffectTry } from '../effect-handler.js';
import { guardedAgent } from '../../http/outbound/guarded-agent.js';
import { outcomeOfError, outcomeOfStatus } from './webhook-outcome.js';
import { loadMessage, type WebhookMessage } from './settled-event.js';
import { checkTarget } from '../../http/outbound/target.js';

/** Bytes of an answer that are read; only its status counts. */
const MOST_READ = 64 * 1024;

/** Milliseconds that closing connections may take. */
const CLOSE_MS = 1_000;

/** Tells the webhook of a site of a settled submission (Standard Webhooks 1.0). */
@Injectable()
export class WebhookHandler implements EffectHandler, OnApplicationShutdown {
  readonly kind = WEBHOOK_EFFECT;
  private readonly agent: Agent;

  constructor(
    private readonly dataSource: DataSource,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    this.agent = guardedAgent(config.effects);
  }

  /** By now every try has ended or was left. */
  async onApplicationShutdown(): Promise<void> {
    await withTimeLimit(this.agent.destroy(), CLOSE_MS, 'connections did not close').catch(() => undefined);
  }

  /** One request; a status of 2xx means that the receiver has it. */
  async perform(effect: EffectTry): Promise<EffectOutcome> {
    const loaded = await loadMessage(this.dataSource.manager, effect);
    if (loaded.kind === 'none') return { kind: 'dead', error: loaded.reason };
    const target = checkTarget(loaded.message.url, this.config.effects);
    if (target.kind === 'refused') {
      return { kind: 'retry', error: `the address of the webhook is not allowed (${target.fault})` };
    }
    return this.post(target.url, signed(effect, loaded.message), effect.at);
  }

  private async post(url: URL, message: SignedMessage, at: Date): Promise<EffectOutcome> {
    const seconds = this.config.effects.timeoutSeconds;
    const signal = AbortSignal.timeout(seconds * 1_000);
    try {
      const answer = await request(url, { ...message, method: 'POST', dispatcher: this.agent, signal });
      // An answer that is long, slow or broken off changes nothing about its status.
      await answer.body.dump({ limit: MOST_READ, signal }).catch(() => undefined);
      return outcomeOfStatus(answer.statusCode, answer.headers['retry-after'], at);
    } catch (error) {
      if (signal.aborted) return { kind: 'retry', error: `no answer within ${seconds} seconds` };
      return outcomeOfError(error);
    }
  }
}

interface SignedMessage {
  body: string;
  headers: Record<string, string>;
}

function signed({ id, at }: EffectTry, { event, secrets }: WebhookMessage): SignedMessage {
  const body = JSON.stringify(event);
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Replydesk',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
      'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(' '),
    },
  };
}
