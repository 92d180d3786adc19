import type { DataSource } from 'typeorm';
import type { LinkedDomain } from './pipeline/stage.js';
import { linksIn } from './text/text-links.js';

/** Domains of a submission that are looked up; one that links to more has new ones. */
const MOST_DOMAINS = 20;

/** Rows that are counted at most. */
const COUNT_LIMIT = 1_000;

/** Submissions of a domain that are asked whether they are approved: so many of the first, and so many of the last. */
const ASKED = 100;

/** What a host name in a database can be; others lead nowhere. */
const STORABLE = /^[\x21-\x7e]{1,253}$/;

/** A submission whose links are wanted. */
export interface Linking {
  id: string;
  siteId: string;
  /** As the database writes it, with its microseconds. */
  receivedAt: string;
  body: string;
  /** So many count as lately. */
  minutes: number;
}

interface Row extends LinkedDomain {
  id: string;
}

/**
 * Notes where submissions link to, so that those who are screened at the same moment see each other, and finds out what
 * the site knows of these domains. Safe to repeat.
 * @returns the domains of each submission that has links.
 * @throws when the database fails.
 */
export async function linkHistoryOf(
  dataSource: DataSource,
  wanted: readonly Linking[],
): Promise<Map<string, LinkedDomain[]>> {
  const linking = wanted.flatMap(({ body, ...one }) => {
    const domains = [...new Set(linksIn(body).hosts.map(({ domain }) => domain))];
    const asked = domains.filter((domain) => STORABLE.test(domain)).slice(0, MOST_DOMAINS);
    return domains.length === 0 ? [] : [{ ...one, domains, asked }];
  });
  if (linking.length === 0) return new Map();
  const items = JSON.stringify(
    linking.map(({ id, siteId, receivedAt, minutes, asked }) => ({
      ...{ id, minutes, domains: asked },
      ...{ site_id: siteId, received_at: receivedAt },
    })),
  );
  await note(dataSource, items);
  const rows = await lookUp(dataSource, items);
  const known = new Map(rows.map((row) => [`${row.id} ${row.domain}`, row]));
  return new Map(
    linking.map(({ id, domains }) => [
      id,
      domains.map((domain) => {
        const { approved = false, recent = 0 } = known.get(`${id} ${domain}`) ?? {};
        return { domain, approved, recent };
      }),
    ]),
  );
}

/** In one order everywhere, so that two workers with the same job wait for each other and do not block each other. */
async function note(dataSource: DataSource, items: string): Promise<void> {
  await dataSource.query(
    `insert into link_domain (site_id, domain, received_at, submission_id)
     select site_id, domain, received_at, id
       from jsonb_to_recordset($1::jsonb) as item(id uuid, site_id uuid, received_at timestamptz, domains text[]),
            unnest(domains) as domain
      order by id, domain
         on conflict do nothing`,
    [items],
  );
}

/** By the key alone, and bounded: a domain that was approved long ago is known by its first, one of late by its last. */
function lookUp(dataSource: DataSource, items: string): Promise<Row[]> {
  const asked = (order: 'asc' | 'desc') =>
    `(select d.submission_id from link_domain d
       where d.site_id = item.site_id and d.domain = one.domain and d.submission_id <> item.id
       order by d.received_at ${order} limit ${ASKED})`;
  return dataSource.query(
    `select item.id, one.domain,
            exists (select from (${asked('asc')} union all ${asked('desc')}) as other
                      join submission s on s.id = other.submission_id
                     where s.state = 'approved') as approved,
            (select count(*)::int from (
               select from link_domain d
                where d.site_id = item.site_id and d.domain = one.domain and d.submission_id <> item.id
                  and d.received_at between item.received_at - make_interval(mins => item.minutes)
                                        and item.received_at
                limit ${COUNT_LIMIT}) as lately) as recent
       from jsonb_to_recordset($1::jsonb)
              as item(id uuid, site_id uuid, received_at timestamptz, minutes int, domains text[])
      cross join unnest(item.domains) as one(domain)`,
    [items],
  );
}
