import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import type { SiteSettingsView } from '../contract/desk-api.js';
import { Site } from '../domain/site.entity.js';
import { siteChangeSchema } from './put-site.js';

/** What an admin may set of a site on the desk; what is absent stays as it is. */
export const siteSettingsSchema = siteChangeSchema.omit({ key: true });

/** The address that is told of settled submissions; empty: none. */
export const webhookSchema = z.strictObject({
  url: z.union([z.literal(''), z.url({ protocol: /^https?$/ })], { error: 'sites.url' }),
});

/** The secret before goes on signing for so many hours. */
export const rotateSchema = z.strictObject({ overlapHours: z.int().min(0).max(720).default(24) });

/** The settings of a site; null when there is none. */
export async function siteSettings(manager: EntityManager, key: string): Promise<SiteSettingsView | null> {
  const site = await manager.getRepository(Site).findOneBy({ key });
  return site === null ? null : viewOf(site);
}

function viewOf(site: Site): SiteSettingsView {
  const { key, name, url, locale, locales, floodSeconds, requireNameEmail, createThreads } = site;
  return {
    key,
    name,
    url,
    locale,
    locales,
    floodSeconds,
    requireNameEmail,
    createThreads,
    closeAfterDays: site.closeAfterDays,
    webhook:
      site.webhookUrl === null
        ? null
        : {
            url: site.webhookUrl,
            since: site.webhookSince?.toISOString() ?? null,
            previousSecretUntil: site.webhookPreviousSecretUntil?.toISOString() ?? null,
          },
  };
}
