import type { DataSource } from 'typeorm';
import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { configOf } from '../../src/config/config.js';
import { parseEnv } from '../../src/config/env.schema.js';
import type { BulkView } from '../../src/contract/bulk-api.js';
import { settleSubmissions } from '../../src/domain/settle-submission.js';
import type { Thread } from '../../src/domain/thread.entity.js';
import { BulkRunner } from '../../src/review/bulk/bulk-runner.js';
import type { TestDatabase } from './database.js';
import { eventually } from './eventually.js';
import { given } from './given.js';
import type { ModeratorBrowser } from './moderators.js';

/** A submission as it was selected. */
export interface Picked {
  id: string;
  version: number;
}

/** Many held submissions of a new thread, in order of their ids. */
export async function manyHeld(
  dataSource: DataSource,
  siteId: string,
  count: number,
): Promise<{ thread: Thread; items: Picked[] }> {
  const rows = given(dataSource);
  const thread = await rows.thread({ siteId });
  const pattern = await rows.submission({ threadId: thread.id });
  const policy = await rows.policyInForce(siteId);
  const ids = [pattern.id, ...Array.from({ length: count - 1 }, () => randomUUID())].sort();
  await dataSource.query(
    `insert into submission (id, site_id, thread_id, author_name, author_email, author_url, name_key, email_key, body, user_agent,
                             language, duplicate_hash, text_hash)
     select item.id, site_id, thread_id, author_name, author_email, author_url, name_key, email_key, body || ' ' || item.id,
            user_agent, language, item.id::text, text_hash
       from submission cross join unnest($2::uuid[]) as item(id) where submission.id = $1 and item.id <> $1`,
    [pattern.id, ids],
  );
  for (let start = 0; start < count; start += 1_000)
    await dataSource.transaction((manager) =>
      settleSubmissions(
        manager,
        ids.slice(start, start + 1_000).map((submissionId) => ({
          submissionId,
          from: 'received',
          version: 1,
          to: 'held',
          reason: 'first-comments',
          record: {
            kind: 'verdict',
            policyId: policy.id,
            outcome: 'hold',
            rule: 'first-comments',
            matched: ['first-comments'],
            signals: [],
            score: 0,
            symbols: [],
            engine: 'test',
          },
        })),
      ),
    );
  return { thread, items: ids.map((id) => ({ id, version: 2 })) };
}

/** Runs bulk decisions in this process until `stop`. */
export function startRunner(database: TestDatabase, percent = 100): { stop: () => Promise<void> } {
  Logger.overrideLogger(false);
  const env = { DATABASE_URL: database.url, LOG_LEVEL: 'fatal', BULK_SHARE_PERCENT: String(percent) };
  const runner = new BulkRunner(database.dataSource, configOf(parseEnv(env)));
  runner.onApplicationBootstrap();
  return { stop: () => runner.beforeApplicationShutdown() };
}

/** Asks for a bulk decision; fails unless it is made. */
export async function makeBulk(who: ModeratorBrowser, wish: object): Promise<BulkView> {
  const answer = await who.send('POST', '/review/bulk', wish);
  if (answer.statusCode !== 201) throw new Error(`${answer.statusCode} ${answer.body}`);
  return answer.json<BulkView>();
}

/** A bulk decision as somebody sees it now. */
export async function bulkOf(who: ModeratorBrowser, id: string): Promise<BulkView> {
  return (await who.get(`/review/bulk/${id}`)).json<BulkView>();
}

/** Waits until a bulk decision is at its end. */
export function untilEnded(who: ModeratorBrowser, id: string): Promise<BulkView> {
  return eventually(
    'the bulk decision is at its end',
    async () => {
      const bulk = await bulkOf(who, id);
      return bulk.finishedAt === null ? undefined : bulk;
    },
    { timeoutMs: 60_000 },
  );
}
