import { randomBytes, randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { type Keys, signReceipt } from '../../src/domain/keys.js';
import type { Submission } from '../../src/domain/submission.entity.js';
import { given, type SubmissionWish } from './given.js';

/** A page that can be asked for. */
export interface CrawledThread {
  site: string;
  key: string;
}

/** Something no stranger may learn of, and something of the same form that does not exist. */
export interface Hidden {
  kind: string;
  id: string;
  number: string;
  /** Part of its text, its name, its e-mail and its website; occurs nowhere else. */
  marker: string;
  receipt: string;
  missing: { id: string; number: string; marker: string };
}

/** What the crawler asks with. */
export interface Ground {
  shown: CrawledThread;
  other: CrawledThread;
  hidden: CrawledThread;
  /** Of the same length as the hidden one; does not exist. */
  missing: CrawledThread;
  comment: { id: number };
  /** The receipt of a waiting submission that belongs to the stranger. */
  own: { number: string; receipt: string };
  ids: { shown: string; other: string; hidden: string };
}

/** Numbers of what the crawler plants have seven digits, so that they are told from every other number of a page. */
const FIRST_NUMBER = 7_310_000;

let keys = 0;

function nextKey(): string {
  keys += 1;
  return `66${String(Date.now()).slice(-6)}${String(keys).padStart(3, '0')}`;
}

/** A word that nobody else uses. */
function newMarker(): string {
  return `zq${randomBytes(6).toString('hex')}`;
}

function wishOf(marker: string, threadId: string, parentNumber: number | null = null): SubmissionWish {
  return {
    threadId,
    parentNumber,
    body: `A remark ${marker} that nobody has approved`,
    name: `Name ${marker}`,
    email: `${marker}@hidden.example`,
    url: `https://${marker}.example/`,
    userAgent: `Browser ${marker}`,
  };
}

/** What is there before anything is hidden: pages, a public comment, a comment that was taken down, one's own. */
export async function prepareGround(dataSource: DataSource, secrets: Keys): Promise<Ground> {
  const rows = given(dataSource);
  await dataSource.query(
    `select setval(pg_get_serial_sequence('submission', 'number'),
                   greatest($1::bigint, (select coalesce(max(number), 0) + 1 from submission)))`,
    [FIRST_NUMBER],
  );
  // What waits for the machine is late from the start, and does not become so in mid-crawl.
  await dataSource.query(
    `update submission set received_at = received_at - interval '1 hour' where state = 'received'`,
  );
  const foreign = await rows.site({ key: `crawled-${nextKey()}` });
  const shown = await rows.thread({ key: nextKey() });
  const other = await rows.thread({ key: nextKey(), siteId: foreign.id });
  const hidden = await rows.thread({ key: nextKey(), hidden: true });
  const comment = await rows.approvedComment({ threadId: shown.id });
  await rows.approvedComment({ threadId: hidden.id });
  const own = await rows.heldSubmission({ threadId: shown.id });
  return {
    shown: { site: 'default', key: shown.key },
    other: { site: foreign.key, key: other.key },
    hidden: { site: 'default', key: hidden.key },
    missing: { site: 'default', key: nextKey() },
    comment: { id: comment.id },
    own: { number: String(own.number), receipt: signReceipt(secrets, own.id) },
    ids: { shown: shown.id, other: other.id, hidden: hidden.id },
  };
}

/** Submissions in every state that is not public, on pages of every kind. */
export async function plantHidden(dataSource: DataSource, secrets: Keys, ground: Ground): Promise<Hidden[]> {
  const rows = given(dataSource);
  const { shown, other, hidden } = ground.ids;
  const example: { id: string }[] = await dataSource.query(
    `select thread.id from thread join site on site.id = thread.site_id
      where site.key = 'default' and thread.url like '/example/%' and not thread.hidden limit 1`,
  );
  const plants: [string, (marker: string) => Promise<Submission>][] = [
    ['received', (marker) => rows.submission(wishOf(marker, shown))],
    ['held', (marker) => rows.heldSubmission(wishOf(marker, shown, ground.comment.id))],
    ['rejected', (marker) => rows.settled('reject', wishOf(marker, shown))],
    ['withdrawn', (marker) => withdrawn(dataSource, wishOf(marker, shown))],
    ['held elsewhere', (marker) => rows.heldSubmission(wishOf(marker, other))],
    ['approved on a hidden page', (marker) => rows.settled('approve', wishOf(marker, hidden))],
    ...example.map(({ id }): [string, (marker: string) => Promise<Submission>] => [
      'held on the example',
      (marker) => rows.heldSubmission(wishOf(marker, id)),
    ]),
  ];
  const planted: Hidden[] = [];
  for (const [kind, plant] of plants) {
    const marker = newMarker();
    const { id, number } = await plant(marker);
    planted.push({
      kind,
      id,
      number: String(number),
      marker,
      receipt: signReceipt(secrets, id),
      missing: { id: randomUUID(), number: String(Number(number) + 100_000), marker: newMarker() },
    });
  }
  return planted;
}

async function withdrawn(dataSource: DataSource, wish: SubmissionWish): Promise<Submission> {
  const submission = await given(dataSource).heldSubmission(wish);
  await dataSource.query(`update submission set state = 'withdrawn', version = version + 1 where id = $1`, [
    submission.id,
  ]);
  return submission;
}

/** What the tests of the file left behind and nobody may read; `public` is what may be read by all. */
export interface LeftBehind {
  secrets: Map<string, string>;
  public: string;
  threads: CrawledThread[];
}

const LEFT_BEHIND = 40;
const SHORTEST_SECRET = 8;

/** Reads, straight from the tables, what is not public and what is. */
export async function leftBehind(dataSource: DataSource): Promise<LeftBehind> {
  const rows: { kind: string; texts: string[]; site: string; thread: string }[] = await dataSource.query(
    `select s.state || ' ' || s.number as kind, site.key as site, thread.key as thread,
            array[s.id::text, s.author_email, s.author_name, s.author_url, s.body, s.address] as texts
       from submission s join thread on thread.id = s.thread_id join site on site.id = s.site_id
      where not thread.hidden and s.state <> 'approved' order by s.number desc limit ${LEFT_BEHIND}`,
  );
  const mails: { kind: string; texts: string[] }[] = await dataSource.query(
    `select 'e-mail and id of public comment ' || number as kind, array[id::text, author_email] as texts
       from submission where state = 'approved' order by number desc limit ${LEFT_BEHIND}`,
  );
  const open: { text: string }[] = await dataSource.query(
    `select concat_ws(' ', c.author_name, c.author_url, c.body) as text from comment c
     union all select concat_ws(' ', title, key, url) from thread
     union all select concat_ws(' ', name, key, url) from site`,
  );
  const secrets = new Map<string, string>();
  for (const { kind, texts } of [...rows, ...mails]) {
    for (const text of texts) if ((text ?? '').length >= SHORTEST_SECRET) secrets.set(text, kind);
  }
  const threads = new Map(rows.map(({ site, thread }) => [`${site}/${thread}`, { site, key: thread }]));
  return {
    secrets,
    public: open.map(({ text }) => text).join('\n'),
    threads: [...threads.values()].slice(0, 3),
  };
}
