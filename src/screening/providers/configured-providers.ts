import type { ProvidersConfig } from '../../config/providers-config.js';
import type { ProviderId } from '../../domain/signal.js';
import { akismetProvider } from './akismet.provider.js';
import { chatProvider } from './chat.provider.js';
import { GuardedProvider } from './guarded-provider.js';
import { moderationProvider } from './moderation.provider.js';
import type { Outlet } from '../../http/outbound/post.js';
import { webhookProvider } from './webhook.provider.js';

/** The services that the environment names, each behind its guard. */
export function configuredProviders(
  outlet: Outlet,
  config: ProvidersConfig,
): ReadonlyMap<ProviderId, GuardedProvider> {
  const { moderation, chat, akismet, webhook, concurrency, timeoutMs } = config;
  const all = [
    moderation && moderationProvider(outlet, { ...moderation, timeoutMs }),
    chat && chatProvider(outlet, chat),
    akismet && akismetProvider(outlet, { ...akismet, timeoutMs }),
    webhook && webhookProvider(outlet, { ...webhook, timeoutMs }),
  ];
  return new Map(
    all.flatMap((provider) =>
      provider === undefined ? [] : [[provider.id, new GuardedProvider(provider, { concurrency })]],
    ),
  );
}
