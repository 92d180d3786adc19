// Replay of stored comments under another policy, while an API and a worker of the same desk run.
import pg from 'pg';
import { createDataSource } from '../dist/database/data-source.js';
import { decide } from '../dist/domain/decide.js';
import { migrateQueue } from '../dist/queue/broker.js';
import { emptyTally } from '../dist/screening/replay/tally.js';
import { replayBatch } from '../dist/screening/replay/replay-batch.js';
import { reportOf } from '../dist/screening/replay/replay-report.js';
import { knownAuthorContext } from '../dist/screening/screen-text.js';
import { STAGES } from '../dist/screening/stages/index.js';
import { prepareStores } from '../dist/sites/prepare-stores.js';
import { STARTING_POLICY } from '../dist/sites/starting-policy.js';
import { whole } from './numbers.mjs';
import { startNode } from './processes.mjs';
import { textOf } from './texts.mjs';

const ROWS = 500;

export async function measureReplay(stores, { comments }) {
  const databaseUrl = await stores.database('replay');
  const dataSource = createDataSource({ url: databaseUrl, pool: 2 });
  await dataSource.initialize();
  await prepareStores(dataSource, { example: true });
  await migrateQueue(databaseUrl);
  await fill(databaseUrl, comments);
  const env = {
    DATABASE_URL: databaseUrl,
    REDIS_URL: '',
    LOG_LEVEL: 'error',
    PORT: '0',
    REPLYDESK_MIGRATE: 'false',
  };
  const desk = [await startNode('../dist/main.js', { env }), await startNode('../dist/worker.js', { env })];
  try {
    const [{ id: siteId }] = await dataSource.query(`select id from site where key = 'default'`);
    const tally = emptyTally();
    const policy = { ...STARTING_POLICY, first_held: 0, max_links: 1 };
    const start = performance.now();
    let range = { siteId, below: Number.MAX_SAFE_INTEGER, since: null, left: comments };
    while (range !== null) range = await replayBatch(dataSource, { policy, range, tally });
    const seconds = (performance.now() - start) / 1_000;
    const { coverage } = reportOf(tally);
    console.log(
      `\nReplay of ${whole(comments)} stored comments: ${seconds.toFixed(1)} s, ${whole(comments / seconds)}/s, ` +
        `${((seconds / comments) * 1e6).toFixed(0)} µs each; coverage ${JSON.stringify(coverage)}`,
    );
    await baseline(dataSource, comments, seconds);
  } finally {
    for (const one of desk) await one.stop();
    await dataSource.destroy();
  }
}

/** The same rows only read and parsed: what no replay can do without. */
async function baseline(dataSource, comments, seconds) {
  const start = performance.now();
  let below = Number.MAX_SAFE_INTEGER;
  for (;;) {
    const rows = await dataSource.query(
      `select s.number::float8 as number, s.body, v.signals from submission s join verdict v on v.submission_id = s.id
        where s.number < $1 order by s.number desc limit 200`,
      [below],
    );
    if (rows.length === 0) break;
    below = rows.at(-1).number;
  }
  const read = (performance.now() - start) / 1_000;
  console.log(
    `Only reading them: ${read.toFixed(1)} s; the replay takes ${(seconds / read).toFixed(1)} times as long.`,
  );
}

/** Stored comments with the verdict that the starting policy gives them. */
async function fill(databaseUrl, comments) {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query(
    `select t.id as thread, t.site_id as site, (select id from policy where site_id = t.site_id limit 1) as policy
       from thread t where t.key = '1'`,
  );
  const [{ thread, site, policy }] = rows;
  for (let from = 0; from < comments; from += ROWS) {
    const batch = [];
    for (let n = from; n < Math.min(comments, from + ROWS); n++) batch.push(await storedComment(n));
    await client.query(INSERT, [JSON.stringify(batch), thread, site, policy]);
  }
  await client.query('analyze');
  await client.end();
}

async function storedComment(n) {
  const language = n % 2 === 0 ? 'en' : 'ja';
  const body = textOf(language, 80 + ((n * 37) % 400), n);
  const sent = {
    body,
    authorName: `Reader ${n % 5_000}`,
    authorEmail: `${n % 5_000}@example.org`,
    authorUrl: '',
    userAgent: 'Mozilla/5.0',
    address: null,
  };
  const context = knownAuthorContext(sent, STARTING_POLICY);
  const signals = [];
  for (const stage of STAGES) signals.push(...stage.run(context));
  const { outcome, rule, matched, score, symbols } = decide(STARTING_POLICY, signals, {
    id: String(n),
    receivedOn: '2026-11-23',
  });
  return {
    n,
    language,
    body,
    name: sent.authorName,
    email: sent.authorEmail,
    outcome,
    rule,
    matched,
    score,
    symbols,
    signals,
  };
}

const INSERT = `
with item as (
  select gen_random_uuid() as id, one.* from jsonb_to_recordset($1) as one(n int, language text, body text, name text,
    email text, outcome text, rule text, matched text[], score float8, symbols jsonb, signals jsonb)
), stored as (
  insert into submission (id, site_id, thread_id, author_name, author_email, author_url, name_key, email_key, body, user_agent,
                          address_hash, network_hash, language, duplicate_hash, text_hash, state, reason, settled_at, version)
  select id, $3, $2, name, email, '', lower(name), email, body, 'Mozilla/5.0', md5(n::text), md5(n::text), language,
         md5(random()::text), md5(random()::text),
         case outcome when 'approve' then 'approved' when 'hold' then 'held' else 'rejected' end, rule, now(), 2
    from item returning id
)
insert into verdict (id, submission_id, policy_id, outcome, rule, matched, signals, engine, score, symbols)
select gen_random_uuid(), item.id, $4, outcome, rule, matched, signals, 'bench', score, symbols
  from item join stored using (id)`;
