import { randomBytes } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { Effect } from '../../src/domain/outbox.entity.js';
import { Site } from '../../src/domain/site.entity.js';
import { eventually } from './eventually.js';
import { given } from './given.js';

/** Environment in which receivers on this machine are reached and retries come at once. */
export const LOCAL_RECEIVERS = {
  EFFECTS_ALLOW_PRIVATE: 'true',
  EFFECTS_ALLOW_HTTP: 'true',
  EFFECTS_RETRY_SECONDS: '0,0,0',
};

/** A new secret of a webhook. */
export const newSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;

/** A site with a webhook, and the secret it is signed with. */
export async function siteWithWebhook(
  dataSource: DataSource,
  url: string,
): Promise<{ site: Site; secret: string }> {
  const secret = newSecret();
  const site = await given(dataSource).site({ webhookUrl: url, webhookSecret: secret });
  return { site, secret };
}

/** The effects of a submission, oldest first. */
export function effectsOf(dataSource: DataSource, { id }: { id: string }): Promise<Effect[]> {
  return dataSource
    .getRepository(Effect)
    .find({ where: { submissionId: id }, order: { createdAt: 'ASC', id: 'ASC' } });
}

/** Waits until the effects of a submission are done. */
export async function untilDone(
  dataSource: DataSource,
  submission: { id: string },
  count = 1,
): Promise<Effect[]> {
  return eventually(
    'the effects are done',
    async () => {
      const effects = await effectsOf(dataSource, submission);
      const done = effects.filter(({ state }) => state === 'done');
      return done.length === count && effects.length === count ? effects : undefined;
    },
    { timeoutMs: 25_000 },
  );
}
