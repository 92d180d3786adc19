import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import type { Agent } from 'undici';
import { z } from 'zod';
import { CONFIG, type Config } from '../../config/config.js';
import type { Language } from '../../contract/review-api.js';
import { guardedAgent } from '../../http/outbound/guarded-agent.js';
import { post, PostFailure, valueOf } from '../../http/outbound/post.js';
import { withTimeLimit } from '../../queue/time-limit.js';

/** Longest translation, in characters; a comment has at most 65,525 (docs/wordpress.md). */
const LONGEST = 200_000;

/** Most bytes of an answer: four for each character. */
const MOST_BYTES = 4 * LONGEST;

/** Milliseconds that closing connections may take. */
const CLOSE_MS = 1_000;

const answerSchema = z.strictObject({ text: z.string().min(1).max(LONGEST) });

/** A text to be translated; `from` is null where its language is not known. */
export interface Wanted {
  text: string;
  from: Language | null;
  to: Language;
}

/** Asks the operator's own service for a translation, when a moderator wants one and never by itself. */
@Injectable()
export class Translate implements OnApplicationShutdown {
  private readonly logger = new Logger('translation');
  private readonly agent: Agent;

  constructor(@Inject(CONFIG) private readonly config: Config) {
    this.agent = guardedAgent(config.providers);
  }

  /** Whether a service is set up. */
  get available(): boolean {
    return this.config.translation !== undefined;
  }

  async onApplicationShutdown(): Promise<void> {
    await withTimeLimit(this.agent.destroy(), CLOSE_MS, 'connections did not close').catch(() => undefined);
  }

  /** The text in the other language; null when there is no service, or none that answers as it should. */
  async translate(wanted: Wanted): Promise<string | null> {
    const { translation, providers } = this.config;
    if (translation === undefined) return null;
    try {
      const answer = await post(
        { agent: this.agent, rules: providers },
        { ...signed(translation, wanted), mostBytes: MOST_BYTES },
        AbortSignal.timeout(translation.timeoutMs),
      );
      return valueOf(answer, answerSchema).text;
    } catch (error) {
      if (!(error instanceof PostFailure)) throw error;
      this.logger.warn(`no translation: ${error.reason}`);
      return null;
    }
  }
}

/** The request as Standard Webhooks 1.0 signs it. */
function signed({ url, secrets }: NonNullable<Config['translation']>, wanted: Wanted) {
  const body = JSON.stringify(wanted);
  const [id, at] = [randomUUID(), new Date()];
  const signatures = secrets.map((secret) => new Webhook(secret).sign(id, at, body));
  return {
    url,
    body,
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
      'webhook-signature': signatures.join(' '),
    },
  };
}
