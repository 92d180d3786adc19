import { Webhook } from 'standardwebhooks';
import { z } from 'zod';
import { PROVIDER_LABELS } from '../../domain/signal.js';
import { type Outlet, post, valueOf } from '../../http/outbound/post.js';
import type { ModerationProvider, ProviderAnswer } from './provider.js';

/** A service of the site's own. */
export interface WebhookConfig {
  url: string;
  /** One, or while they are changed two: each request is signed with all of them. */
  secrets: readonly string[];
  timeoutMs: number;
}

const answerSchema = z.strictObject({
  labels: z.partialRecord(z.enum(PROVIDER_LABELS), z.number().min(0).max(1)),
  clause: z.string().max(2_000).optional(),
});

/**
 * A service of the site's own, asked by a signed request (Standard Webhooks 1.0: HMAC-SHA-256 over id, time and body). It
 * answers with labels out of the desk's list; anything beside is no answer.
 */
export function webhookProvider(
  outlet: Outlet,
  { url, secrets, timeoutMs }: WebhookConfig,
): ModerationProvider {
  const signers = secrets.map((secret) => new Webhook(secret));
  return {
    id: 'webhook',
    requires: ['text'],
    uses: ['language', 'title', 'email', 'network'],
    timeoutMs,
    async classify({ key, text, language, title, email, network }, signal): Promise<ProviderAnswer> {
      const body = JSON.stringify({
        type: 'moderation.requested',
        data: { text, language, title, email, network },
      });
      const at = new Date();
      const answer = await post(
        outlet,
        {
          url,
          headers: {
            'content-type': 'application/json',
            'webhook-id': key,
            'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
            'webhook-signature': signers.map((signer) => signer.sign(key, at, body)).join(' '),
          },
          body,
        },
        signal,
      );
      const { labels, clause } = valueOf(answer, answerSchema);
      return { model: null, labels, ...(clause === undefined ? {} : { clause }) };
    },
  };
}
