import fc from 'fast-check';
import { describeWith } from '../support/browser.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { hasRedis, startRedis, type TestRedis } from '../support/redis.js';
import { anySteps, settleAll } from './commands.js';
import { Model } from './model.js';
import { runs, timeFor } from './runs.js';
import { System } from './system.js';

const RUNS = 6;

/** What is left of a history, without ids and times. */
function left({ onlooker, siteId }: System): Promise<unknown[]> {
  return onlooker.query(
    `select t.key as thread, s.author_name, s.body, s.state, s.version, s.reason, s.claims_duplicate, s.language,
            s.address, s.network_hash is null as forgotten,
            (select jsonb_agg(jsonb_build_array(v.outcome, v.rule, v.matched, v.engine, p.version,
                                                (select jsonb_agg(signal #- '{evidence,seconds}' #- '{evidence,message}'
                                                                         #- '{evidence,ids}' order by place)
                                                   from jsonb_array_elements(v.signals) with ordinality
                                                          as one(signal, place))))
               from verdict v join policy p on p.id = v.policy_id where v.submission_id = s.id) as verdicts,
            (select jsonb_agg(jsonb_build_array(d.act, d.reason, d.note, d.from_state, d.to_state, d.from_reason,
                                                d.undoes_id is not null, d.version, p.version) order by d.version)
               from decision d join policy p on p.id = d.policy_id where d.submission_id = s.id) as decisions,
            (select jsonb_build_array(c.body, c.author_name, array_length(c.path, 1))
               from comment c where c.submission_id = s.id) as comment,
            (select array_agg(key order by key) from idempotency_key k where k.submission_id = s.id) as keys
       from submission s join thread t on t.id = s.thread_id where s.site_id = $1 order by s.number`,
    [siteId],
  );
}

describeWith('redis-server', hasRedis)('with the queue in Redis and with the queue in PostgreSQL', () => {
  let redis: TestRedis;
  const databases: TestDatabase[] = [];
  const desks: System[] = [];

  beforeAll(async () => {
    redis = await startRedis();
    for (const env of [{ REDIS_URL: redis.url }, {}] as Record<string, string>[]) {
      const database = await createTestDatabase();
      databases.push(database);
      desks.push(await System.start(database, env));
    }
  });

  afterAll(async () => {
    for (const desk of desks) await desk.stop();
    for (const database of databases) await database.destroy();
    await redis.stop();
  });

  it(
    'the same history leaves the same rows',
    async () => {
      await fc.assert(
        fc.asyncProperty(anySteps(20), async (commands) => {
          const ends: unknown[][] = [];
          for (const real of desks) {
            const model = new Model();
            await fc.asyncModelRun(async () => {
              await real.newSite();
              return { model, real };
            }, commands);
            await settleAll(model, real);
            ends.push(await left(real));
          }
          expect(ends[0]).toEqual(ends[1]);
        }),
        runs(RUNS),
      );
    },
    timeFor(RUNS, 30),
  );
});
