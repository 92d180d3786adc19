import { createHash } from 'node:crypto';
import type { FastifyInstance, HTTPMethods, LightMyRequestResponse } from 'fastify';
import type { DataSource } from 'typeorm';
import { KEYS } from '../../src/database/keys.module.js';
import type { Keys } from '../../src/domain/keys.js';
import { cursorOf } from '../../src/publication/cursor.js';
import { startApp } from './app.js';
import { type Ask, neutralAsks, type Route, type Twin, twinAsks } from './crawled-asks.js';
import { eventually } from './eventually.js';
import { type Hidden, leftBehind, plantHidden, prepareGround } from './crawled-rows.js';

/** An application to crawl, with the database behind it. The crawler leaves rows in it. */
export interface CrawlTarget {
  inject: FastifyInstance['inject'];
  /** Every route that the application has registered. */
  routes: readonly Route[];
  dataSource: DataSource;
  keys: Keys;
  /** Undefined: everything is asked. A number chooses which 1/24 of the less telling requests is asked. */
  turn?: number;
}

/** What one may see of an answer. */
interface Seen {
  status: number;
  headers: string;
  body: string;
}

const AT_ONCE = 8;
const TURNS = 24;
const PATIENCE_MS = 10_000;

/**
 * Crawls the application as it is on a database of which a test file has finished. The file chooses which of the less
 * telling requests it asks, always the same ones.
 * @throws Error with every leak.
 */
export async function expectNothingHidden(databaseUrl: string, dataSource: DataSource): Promise<void> {
  const app = await startApp({ databaseUrl });
  try {
    const { inject, routes } = app;
    // A test may have hurt the stores just now.
    const url = '/api/v1/sites/default/threads/none/comments';
    await eventually('the desk reads again', async () => (await inject({ url })).statusCode !== 503);
    const turn = createHash('sha256')
      .update(expect.getState().testPath ?? '')
      .digest()
      .readUInt32BE();
    const leaks = await crawl({ inject, routes, dataSource, keys: app.app.get<Keys>(KEYS), turn });
    if (leaks.length > 0) throw new Error(`strangers learn of what is not public:\n${leaks.join('\n')}`);
  } finally {
    await app.close();
  }
}

/**
 * Walks through all routes as somebody who is not signed in, and says what they give away of submissions that are not
 * public: their texts, names, e-mails, ids and numbers in any byte of any answer; that there are any, by any difference
 * between the answers before and after they came; that a certain one exists, by any difference between the answers to
 * its id and to one that does not exist.
 * @returns one sentence for each leak; empty = nothing is given away.
 */
export async function crawl(target: CrawlTarget): Promise<string[]> {
  const { dataSource, keys, routes, turn } = target;
  const left = await leftBehind(dataSource);
  const ground = await prepareGround(dataSource, keys);
  const neutral = inTurn(neutralAsks(routes, ground, left.threads), turn);
  const before = await answersTo(target, neutral);
  const planted = await plantHidden(dataSource, keys, ground);
  const after = await answersTo(target, neutral);
  const leaks = await differences(target, { neutral, before, after });

  const twins = inTurn(twinAsks({ routes, ground, planted, turn }), turn);
  const real = await answersTo(
    target,
    twins.map((twin) => twin.real),
  );
  leaks.push(...(await oracles(target, twins, real)));

  const secrets = new Map([...secretsOf(planted), ...unambiguous(left, before)]);
  const asked = [...neutral, ...neutral, ...twins.map(({ real: ask }) => ask)];
  leaks.push(...mentions(secrets, asked, [...before, ...after, ...real]));
  return [...new Set(leaks)];
}

function inTurn<T extends { always: boolean }>(asks: T[], turn: number | undefined): T[] {
  return turn === undefined
    ? asks
    : asks.filter(({ always }, index) => always || (index + turn) % TURNS === 0);
}

/** Requests whose answers say whether the hidden thing they name exists. */
async function oracles(
  target: CrawlTarget,
  twins: readonly Twin[],
  real: readonly Seen[],
): Promise<string[]> {
  const missing = await answersTo(
    target,
    twins.map((twin) => twin.missing),
  );
  const found: string[] = [];
  for (const [index, twin] of twins.entries()) {
    const [a, b] = [masked(missing[index], twin.missing), masked(real[index], twin.real)];
    if (a === undefined || b === undefined) throw new Error('a request was not answered');
    if (firstDifference(a, b) === undefined) continue;
    const again = masked((await answersTo(target, [twin.real]))[0], twin.real);
    const unlike = firstDifference(a, b, again);
    if (unlike !== undefined) found.push(`${told(twin.real)} can be told from a missing one: ${unlike}`);
  }
  return found;
}

function secretsOf(planted: readonly Hidden[]): [string, string][] {
  return planted.flatMap(({ kind, id, number, marker, receipt }): [string, string][] => [
    [marker, `text, name or e-mail of what is ${kind}`],
    [id, `id of what is ${kind}`],
    [number, `number of what is ${kind}`],
    [receipt, `receipt of what is ${kind}`],
    [cursorOf([Number(number)]), `cursor of what is ${kind}`],
  ]);
}

/** Texts of the test file that are in no public text and in no page without comments. */
function unambiguous(
  left: { secrets: Map<string, string>; public: string },
  answers: readonly Seen[],
): [string, string][] {
  const fixed = answers
    .filter(({ body }) => !body.includes('id="comment-'))
    .map(({ body }) => body)
    .join('\n');
  return [...left.secrets].filter(([text]) => !left.public.includes(text) && !fixed.includes(text));
}

/** Which secrets stand in which answers, however they are written down there. */
function mentions(secrets: Map<string, string>, asks: readonly Ask[], answers: readonly Seen[]): string[] {
  const distinct = new Map<string, Ask>();
  for (const [index, { headers, body }] of answers.entries()) {
    const ask = asks[index];
    if (ask === undefined) continue;
    const text = without(`${headers}\n${body}`, ask.names);
    if (!distinct.has(text)) distinct.set(text, ask);
  }
  const found: string[] = [];
  for (const [text, ask] of distinct) {
    for (const [secret, what] of secrets) {
      const hit = writingsOf(secret).find((written) => text.includes(written));
      if (hit !== undefined) found.push(`${told(ask)} gives away the ${what} (${hit.slice(0, 60)})`);
    }
  }
  return found;
}

/** A text as it is, in HTML, in JSON and in an address. */
function writingsOf(text: string): string[] {
  const html = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return [
    ...new Set([
      text,
      html,
      html.replaceAll('"', '&quot;').replaceAll("'", '&#39;'),
      JSON.stringify(text).slice(1, -1),
      encodeURIComponent(text),
    ]),
  ];
}

function without(text: string, names: readonly string[]): string {
  return names.reduce((rest, name) => rest.replaceAll(name, '∎'), text);
}

/** An answer in which what was asked for is not repeated. */
function masked(seen: Seen | undefined, { names }: Ask): Seen | undefined {
  if (seen === undefined) return undefined;
  const body = without(seen.body, names);
  const headers = without(seen.headers, names);
  return { status: seen.status, body, headers: body === seen.body ? headers : withoutEtag(headers) };
}

function withoutEtag(headers: string): string {
  return headers.replace(/^etag: .*$/m, 'etag: of what was asked');
}

/** Answers that changed when hidden submissions came. What changes by itself, line by line, does not count. */
async function differences(
  target: CrawlTarget,
  { neutral, before, after }: { neutral: readonly Ask[]; before: readonly Seen[]; after: readonly Seen[] },
): Promise<string[]> {
  const leaks: string[] = [];
  for (const [index, ask] of neutral.entries()) {
    const [a, b] = [before[index], after[index]];
    if (a === undefined || b === undefined || firstDifference(a, b) === undefined) continue;
    const [again] = await answersTo(target, [ask]);
    const unlike = again === undefined ? 'no answer' : firstDifference(a, b, again);
    if (unlike !== undefined) leaks.push(`${told(ask)} changes when submissions are held back: ${unlike}`);
  }
  return leaks;
}

/** Where two answers part, as `-line +line`; lines in which `again` differs from `b` are restless and do not count. */
function firstDifference(a: Seen, b: Seen, again: Seen = b): string | undefined {
  if (a.status !== b.status) return `status ${a.status} and ${b.status}`;
  const restless = b.body !== again.body;
  for (const part of ['headers', 'body'] as const) {
    const [mine, yours, theirs] = [a[part], b[part], again[part]].map((text) => text.split('\n'));
    const length = Math.max(mine?.length ?? 0, yours?.length ?? 0);
    for (let line = 0; line < length; line++) {
      const [x, y] = [mine?.[line], yours?.[line]];
      if (restless && part === 'headers' && /^(content-length|etag): /.test(y ?? '')) continue;
      if (x !== y && y === theirs?.[line]) return `-${x?.slice(0, 200)} +${y?.slice(0, 200)}`;
    }
  }
  return undefined;
}

function told({ method, url, headers }: Ask): string {
  const more = Object.keys(headers).length === 0 ? '' : ` ${JSON.stringify(headers).slice(0, 160)}`;
  return `${method} ${url}${more}`;
}

async function answersTo(target: CrawlTarget, asks: readonly Ask[]): Promise<Seen[]> {
  const answers: Seen[] = [];
  for (let start = 0; start < asks.length; start += AT_ONCE) {
    answers.push(
      ...(await Promise.all(asks.slice(start, start + AT_ONCE).map((ask) => answerTo(target, ask)))),
    );
  }
  return answers;
}

async function answerTo({ inject }: CrawlTarget, ask: Ask): Promise<Seen> {
  const { method, url, headers, payload } = ask;
  let timer: NodeJS.Timeout | undefined;
  const endless = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`${told(ask)} did not end`)), PATIENCE_MS);
  });
  try {
    const answer = inject({
      method: method as HTTPMethods & 'GET',
      url,
      headers,
      remoteAddress: '203.0.113.77',
      ...(payload === undefined ? {} : { payload }),
    });
    return seen(await Promise.race([answer, endless]));
  } finally {
    clearTimeout(timer);
  }
}

/** Random parts of an answer that belong to that answer alone. */
const RANDOM = /(name="replydesk_key" value="|nonce[-=]"?|csp-nonce" content=")[\w+/=-]+/g;

function seen({ statusCode, headers, body }: LightMyRequestResponse): Seen {
  const lines = Object.entries(headers)
    .filter(([name]) => name !== 'date')
    .map(([name, value]) => `${name}: ${String(value)}`)
    .sort();
  return {
    status: statusCode,
    headers: lines.join('\n').replace(RANDOM, '$1'),
    body: body.replace(RANDOM, '$1'),
  };
}
