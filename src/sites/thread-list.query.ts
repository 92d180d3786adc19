import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import type { ThreadList, ThreadView } from '../contract/desk-api.js';
import { permalinkOf } from '../domain/permalink.js';
import { threadIsClosed } from '../domain/thread-closed.js';

/** Where a page ended: the time to the microsecond, as PostgreSQL has it, and the id. */
const cursorSchema = z.tuple([z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/), z.uuid()]);

const cursor = z
  .string()
  .max(200)
  .transform((value, context): [string, string] | undefined => {
    if (value === '') return undefined;
    const parsed = cursorSchema.safeParse(Buffer.from(value, 'base64url').toString().split(' '));
    if (parsed.success && !Number.isNaN(Date.parse(parsed.data[0]))) return parsed.data;
    context.addIssue({ code: 'custom', message: 'sites.cursor' });
    return z.NEVER;
  })
  .optional();

/** The query of GET /sites/:site/desk/threads. */
export const threadListSchema = z.strictObject({
  q: z
    .string()
    .max(200)
    .transform((value) => value.replaceAll('\0', '').trim())
    .default(''),
  cursor,
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

/** A site by its id and key, and the desk's address without a slash at the end. */
export interface ThreadScope {
  siteId: string;
  siteKey: string;
  publicUrl: string;
}

type Row = Omit<ThreadView, 'url' | 'createdAt' | 'opensAt' | 'closesAt' | 'endsAt' | 'changed'> & {
  url: string | null;
  created_at: Date;
  opens_at: Date | null;
  closes_at: Date | null;
  ends_at: Date | null;
  changed_by: string | null;
  changed_at: Date | null;
  position: string;
  id: string;
};

const ENDS = `coalesce(t.closes_at, coalesce(t.opens_at, t.created_at) + make_interval(days => site.close_after_days))`;

const COLUMNS = `
  t.id, t.key, t.title, t.url, t.created_at, t.closed, t.hidden, t.opens_at, t.closes_at, ${ENDS} as ends_at, t.changed_by,
  t.changed_at, not ${threadIsClosed('t', 'site')} as open,
  case when not ${threadIsClosed('t', 'site')} then null when t.closed then 'closed' when t.opens_at > now() then 'not-yet'
       when t.closes_at <= now() then 'over' else 'days' end as why,
  (select case when w.is_on and coalesce(w.ends_at > now(), true) then json_build_object('by', w.created_by, 'reason', w.reason, 'at',
                      to_char(w.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) end
     from panic_switch w where w.site_id = t.site_id and w.thread_id = t.id and w.name = 'thread-hold'
    order by w.number desc limit 1) as "holdAll",
  (select count(*)::int from submission s where s.thread_id = t.id and s.state = 'held') as held,
  (select count(*)::int from comment c where c.thread_id = t.id) as approved,
  to_char(t.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as position`;

/** One page of a site's threads, newest first. */
export async function listThreads(
  manager: EntityManager,
  scope: ThreadScope,
  { q, cursor: after, limit }: z.infer<typeof threadListSchema>,
): Promise<ThreadList> {
  const [at, id] = after ?? [null, null];
  const pattern = `%${q.normalize('NFKC').replace(/[\\%_]/g, '\\$&')}%`;
  const rows: Row[] = await manager.query(
    `with page as materialized (
       select id from thread
        where site_id = $1 and ($2 = '' or key = $2 or normalize(title, NFKC) ilike $3)
          and ($4::timestamptz is null or (created_at, id) < ($4::timestamptz, $5::uuid))
        order by created_at desc, id desc limit $6
     )
     select ${COLUMNS} from page join thread t on t.id = page.id join site on site.id = t.site_id
      order by t.created_at desc, t.id desc`,
    [scope.siteId, q, pattern, at, id, limit + 1],
  );
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    items: shown.map((row) => viewOf(row, scope)),
    ...(last === undefined ? {} : { next: Buffer.from(`${last.position} ${last.id}`).toString('base64url') }),
  };
}

/** One thread of a site; null when there is none. */
export async function findThread(
  manager: EntityManager,
  scope: ThreadScope,
  key: string,
): Promise<ThreadView | null> {
  const [row]: Row[] = await manager.query(
    `select ${COLUMNS} from thread t join site on site.id = t.site_id where t.site_id = $1 and t.key = $2`,
    [scope.siteId, key],
  );
  return row === undefined ? null : viewOf(row, scope);
}

function viewOf(row: Row, { siteKey, publicUrl }: ThreadScope): ThreadView {
  const { key, title, open, why, closed, hidden, holdAll, held, approved } = row;
  return {
    key,
    title,
    url: permalinkOf(publicUrl, siteKey, { key, url: row.url }),
    createdAt: row.created_at.toISOString(),
    open,
    why,
    closed,
    hidden,
    opensAt: row.opens_at?.toISOString() ?? null,
    closesAt: row.closes_at?.toISOString() ?? null,
    endsAt: row.ends_at?.toISOString() ?? null,
    changed:
      row.changed_by === null || row.changed_at === null
        ? null
        : { by: row.changed_by, at: row.changed_at.toISOString() },
    holdAll,
    held,
    approved,
  };
}
