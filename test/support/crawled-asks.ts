import { cursorOf } from '../../src/publication/cursor.js';
import { readerCookieNames } from '../../src/http/reader-cookies.js';
import type { CrawledThread, Ground, Hidden } from './crawled-rows.js';

/** A route as Fastify registered it. */
export interface Route {
  method: string;
  url: string;
}

/** One request of somebody who is not signed in. */
export interface Ask {
  method: string;
  url: string;
  headers: Record<string, string>;
  payload?: string;
  /** Parts of the request that an answer may repeat. */
  names: readonly string[];
  /** Asked after every test file. */
  always: boolean;
}

/** A request for something hidden, and the same for something that does not exist. */
export interface Twin {
  real: Ask;
  missing: Ask;
  always: boolean;
}

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
const FORM = 'application/x-www-form-urlencoded';
const COOKIE = readerCookieNames('http://desk.example').pending;

/** What strangers send along: languages, formats, guessed credentials, cookies of somebody else. */
function headerVariants(ground: Ground): Record<string, string>[] {
  return [
    { accept: 'application/json', 'accept-language': 'ja' },
    { accept: 'text/html', 'accept-language': 'xx;q=2,,;', origin: 'https://evil.example' },
    { authorization: 'Bearer 0000000000000000000000000000000000000000000', 'if-none-match': '*' },
    {
      cookie: `replydesk_session=guessed; ${COOKIE}=1.${'0'.repeat(32)}-${ground.comment.id}.${ground.own.receipt}`,
    },
  ];
}

/** Fills the parameters of a route: sites and threads as named, `*` with nothing, all others with a value. */
function fill(url: string, { site, key }: CrawledThread, value: string): string {
  return url
    .replace(/:site\b/g, encodeURIComponent(site))
    .replace(/:thread\b/g, encodeURIComponent(key))
    .replace(/:\w+\??/g, encodeURIComponent(value))
    .replace('*', value === NOTHING ? '' : encodeURIComponent(value));
}

const NOTHING = '0190a1b2-0000-7000-8000-000000000000';

const isOpen = ({ url }: Route) => !url.includes(':') && !url.includes('*');
const hasThread = ({ url }: Route) => url.includes(':thread');

/** Distinct addresses of the routes; Fastify registers HEAD and OPTIONS beside GET. */
function addressesOf(routes: readonly Route[]): Route[] {
  return [...new Map(routes.map((route) => [route.url, route])).values()];
}

/** Requests that name nothing hidden: their answers may not depend on what is hidden. */
export function neutralAsks(
  routes: readonly Route[],
  ground: Ground,
  threads: readonly CrawledThread[],
): Ask[] {
  const asks: Ask[] = [];
  const ask = (method: string, url: string, more: Partial<Ask> = {}) =>
    void asks.push({ method, url, headers: {}, names: [], always: false, ...more });
  for (const route of addressesOf(routes)) {
    const url = fill(route.url, ground.shown, NOTHING);
    ask('GET', url, { always: true });
    for (const headers of headerVariants(ground)) ask('GET', url, { headers });
    for (const method of METHODS.slice(1)) ask(method, url);
    for (const [payload, type] of BODIES) ask('POST', url, { payload, headers: { 'content-type': type } });
    ask('GET', `${url}?limit=200&state=held&status=hold&q=&after=&page=2&count=1&per_page=100`);
    if (!isOpen(route)) {
      for (const value of ['1', 'x', '%00', 'あ'.repeat(120)])
        ask('GET', fill(route.url, ground.missing, value));
    }
    if (hasThread(route)) {
      for (const thread of [ground.other, ground.hidden, ground.missing, ...threads])
        ask('GET', fill(route.url, thread, NOTHING), { always: threads.includes(thread) });
    }
  }
  for (const url of [
    '/%',
    '/..%2f..%2fetc',
    '/sites',
    '/feed',
    '/comments/feed/',
    '/wp-json/wp/v2/comments',
    '/api/v1',
  ])
    ask('GET', url);
  return asks;
}

const BODIES: readonly [string, string][] = [
  ['{}', 'application/json'],
  ['{"', 'application/json'],
  ['comment_post_ID=0', FORM],
];

/** What `twinAsks` is made of. */
export interface TwinWish {
  routes: readonly Route[];
  ground: Ground;
  planted: readonly Hidden[];
  /** Undefined: every hidden row in every request; else they take turns. */
  turn: number | undefined;
}

/** A way to name something in a request. */
type Naming = (named: { id: string; number: string; marker: string }) => NamingAsk;
type NamingAsk = Omit<Ask, 'names' | 'always'>;

/** Requests that name something hidden, by id, number, text, wrong and foreign receipts. */
export function twinAsks({ routes, ground, planted, turn: first }: TwinWish): Twin[] {
  const twins: Twin[] = [];
  let turn = first ?? 0;
  for (const route of addressesOf(routes)) {
    const telling = isOpen(route) || hasThread(route) ? [] : idsIn(route, ground);
    for (const [naming, always] of [
      ...telling.map((naming) => [naming, true] as const),
      ...namingsFor(route, routes, ground).map((naming) => [naming, false] as const),
    ]) {
      turn += 1;
      const chosen =
        first === undefined ? planted : planted.filter((_hidden, index) => index === turn % planted.length);
      for (const hidden of chosen) twins.push({ ...twinOf(naming, hidden), always });
    }
  }
  for (const hidden of planted) twins.push(...receiptTwins(routes, ground, hidden));
  return twins;
}

/** The hidden thing's id and number as a part of the address. */
function idsIn(route: Route, { shown }: Ground): Naming[] {
  return [({ id }) => get(fill(route.url, shown, id)), ({ number }) => get(fill(route.url, shown, number))];
}

function namingsFor(route: Route, routes: readonly Route[], ground: Ground): Naming[] {
  const { own, shown } = ground;
  const plain = fill(route.url, shown, NOTHING);
  const namings: Naming[] = [
    ({ number }) => get(`${plain}?unapproved=${number}&moderation-hash=${own.receipt}`),
    ({ number }) => get(`${plain}?replytocom=${number}&p=${number}&comment=${number}`),
    ({ number }) => get(`${plain}?after=${cursorOf([Number(number) - 1])}&limit=1`),
    ({ id, marker }) =>
      get(`${plain}?q=${marker}&search=${marker}&id=${id}&submission=${id}&author=${marker}`),
    ({ number }) => ({ ...get(plain), headers: { cookie: `${COOKIE}=${number}.${own.receipt}` } }),
  ];
  const methods = new Set(routes.filter(({ url }) => url === route.url).map(({ method }) => method));
  for (const method of METHODS.slice(2, 6).filter((name) => methods.has(name))) {
    const url = (id: string) => fill(route.url, shown, id);
    namings.push(({ id, number }) => ({
      method,
      url: url(id),
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify({
        comment: 'A reply',
        author: 'A',
        email: 'a@b.example',
        parent: Number(number),
      }),
    }));
    namings.push(({ id, number }) => ({
      method,
      url: url(id),
      headers: { 'content-type': FORM },
      payload: `comment_post_ID=${shown.key}&comment_parent=${number}&comment=A+reply&author=A&email=a%40b.example`,
    }));
  }
  return namings;
}

/** The right receipt shows a waiting or rejected submission on its own page only, and nothing of anything else. */
function receiptTwins(routes: readonly Route[], ground: Ground, hidden: Hidden): Twin[] {
  const thread = ['received', 'held', 'rejected', 'held on the example'].includes(hidden.kind)
    ? ground.other
    : ground.shown;
  return routes
    .filter((route) => hasThread(route) && route.method === 'GET')
    .flatMap(({ url }) => {
      const page = fill(url, thread, NOTHING);
      return [
        twinOf(({ number }) => get(`${page}?unapproved=${number}&moderation-hash=${hidden.receipt}`), hidden),
        twinOf(
          ({ number }) => ({ ...get(page), headers: { cookie: `${COOKIE}=${number}.${hidden.receipt}` } }),
          hidden,
        ),
      ];
    });
}

function get(url: string): NamingAsk {
  return { method: 'GET', url, headers: {} };
}

function twinOf(naming: Naming, { id, number, marker, missing, receipt }: Hidden): Twin {
  return {
    real: {
      ...naming({ id, number, marker }),
      names: [...namesOf({ id, number, marker }), receipt],
      always: false,
    },
    missing: { ...naming(missing), names: [...namesOf(missing), receipt], always: false },
    always: false,
  };
}

function namesOf({ id, number, marker }: Hidden['missing']): string[] {
  return [id, number, marker, cursorOf([Number(number)]), cursorOf([Number(number) - 1])];
}
