import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { Site } from '../domain/site.entity.js';
import { startPolicy } from './first-run.js';

const language = z.enum(['en', 'ja']);

/** What may be set of a site; what is absent stays as it is. */
export const siteChangeSchema = z.strictObject({
  /** As in addresses; a lower-case name of a host's length (RFC 1035, 2.3.4). */
  key: z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/),
  name: z.string().trim().min(1).max(200).optional(),
  /** Empty: none, the desk itself is the site. */
  url: z
    .union([z.literal(''), z.url({ protocol: /^https?$/ })])
    .transform((value) => (value === '' ? null : value.replace(/\/+$/, '')))
    .optional(),
  locale: language.optional(),
  locales: z.array(language).min(1).optional(),
  floodSeconds: z.int().min(0).max(86_400).optional(),
  createThreads: z.boolean().optional(),
  requireNameEmail: z.boolean().optional(),
  /** Null: never. */
  closeAfterDays: z.int().min(1).max(36_500).nullable().optional(),
});

/** What may be set of a site; what is absent stays as it is. */
export type SiteChange = z.infer<typeof siteChangeSchema>;

/**
 * Creates a site, with the starting policy, or changes one. A new site is named after its key and speaks English unless
 * the change says else; the languages of a site always hold its own.
 * @returns the site as it is now.
 */
export async function putSite(
  manager: EntityManager,
  change: SiteChange,
): Promise<{ created: boolean; site: Site }> {
  return manager.transaction(async (inner) => {
    const { key, ...settings } = change;
    const inserted: unknown[] = await inner.query(
      `insert into site (id, key, name, locale, locales) values ($1, $2, $2, 'en', '{}')
       on conflict (key) do nothing returning id`,
      [randomUUID(), key],
    );
    const sites = inner.getRepository(Site);
    const site = await sites.findOneOrFail({ where: { key }, lock: { mode: 'pessimistic_write' } });
    Object.assign(site, withoutAbsent(settings));
    site.locales = [...new Set([site.locale, ...site.locales])];
    await sites.save(site);
    await startPolicy(inner, site.id);
    return { created: inserted.length > 0, site };
  });
}

function withoutAbsent(settings: Omit<SiteChange, 'key'>): Partial<Site> {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}
