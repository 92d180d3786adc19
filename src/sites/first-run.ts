import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { policyHash } from '../domain/policy.js';
import { STARTING_POLICY } from './starting-policy.js';

const EXAMPLE_THREADS = [
  {
    key: '1',
    title: 'River town votes to keep its night train',
    url: '/example/english/',
    locale: 'en',
    closed: false,
  },
  {
    key: '2',
    title: '市議会、商店街の夜間バス存続を可決',
    url: '/example/japanese/',
    locale: 'ja',
    closed: false,
  },
  {
    key: '3',
    title: 'Library opening hours: what readers told us',
    url: '/example/closed/',
    locale: 'en',
    closed: true,
  },
];

/**
 * Makes the site `default` with the starting policy and, if asked for, its example threads. Changes nothing that exists.
 */
export async function firstRun(manager: EntityManager, options: { example: boolean }): Promise<void> {
  await manager.query(
    `insert into site (id, key, name, url, locale, locales) values ($1, 'default', 'Replydesk', null, 'en', '{en,ja}')
     on conflict (key) do nothing`,
    [randomUUID()],
  );
  const rows: { id: string }[] = await manager.query(`select id from site where key = 'default'`);
  const siteId = rows[0]?.id;
  if (siteId === undefined) throw new Error('the site default could not be made');
  await startPolicy(manager, siteId);
  if (!options.example) return;
  for (const thread of EXAMPLE_THREADS) {
    await manager.query(
      `insert into thread (id, site_id, key, title, url, locale, closed) values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (site_id, key) do nothing`,
      [randomUUID(), siteId, thread.key, thread.title, thread.url, thread.locale, thread.closed],
    );
  }
}

/** Gives a site its first policy version; changes nothing where there is one. */
export async function startPolicy(manager: EntityManager, siteId: string): Promise<void> {
  await manager.query(
    `insert into policy (id, site_id, version, hash, document, created_by) values ($1, $2, 1, $3, $4, 'system')
     on conflict (site_id, version) do nothing`,
    [randomUUID(), siteId, policyHash(STARTING_POLICY), JSON.stringify(STARTING_POLICY)],
  );
}
