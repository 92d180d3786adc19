import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContext, Page, Request } from 'playwright-core';
import { deriveKeys } from '../../src/domain/keys.js';
import { createModerator } from '../../src/moderators/create-moderator.js';
import { CANARY, XSS_PAYLOADS } from '../corpus/xss.js';
import { startApp, type TestApp } from '../support/app.js';
import { chromiumPath, describeWith, launchBrowser } from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { type HostileItem, PER_THREAD, seedHostileDesk } from '../support/hostile-desk.js';

const PASSWORD = 'correct horse battery staple';
const SECRET = 'a secret of this test, long enough';
/** Of each thread the middle item is opened, and the others stand beside it; XSS_ALL=1 opens all. */
const EACH = process.env['XSS_ALL'] === undefined ? PER_THREAD : 1;

/** What no page of the console makes, and links that lead elsewhere than to a page. */
const FOREIGN = `[...document.querySelectorAll(
    'script:not([src^="/console/"]), iframe, object, embed, base, meta[http-equiv], marquee, math, details[ontoggle], template, ' +
    '[srcdoc], [ping], [formaction], [action], [onload], [onerror], [onfocus]',
  )].map((element) => element.outerHTML).concat(
    [...document.querySelectorAll('[href]')].map((element) => element.href.baseVal ?? element.href)
      .filter((address) => !/^https?:/.test(address)),
    [...document.querySelectorAll('img, link')].map((element) => element.src ?? element.href).filter((address) => !address.startsWith(location.origin)),
  )`;

const PAGES = [
  ...[
    'today',
    'looks',
    'mine',
    'bulk',
    'measures',
    'sites',
    'sites?tab=settings',
    'operations',
    'operations?tab=messages',
  ],
  ...[
    'policy/',
    'policy/rules',
    'policy/rules?open=0',
    'policy/lists',
    'policy/lists?open=bad',
    'policy/settings',
  ],
  ...[
    'policy/replay',
    'policy/shadow',
    'policy/versions',
    'policy/switches',
    '?queue=rejected',
    '?queue=spam',
  ],
];

const QUERIES = [
  'q',
  'author',
  'thread',
  'site',
  'rule',
  'signal',
  'from',
  'queue',
  'item',
  'order',
  'language',
];

/** Opens an item as its address says, unfolds everything about it, and says what is shown once all of it is there. */
const opened = (item: HostileItem) => `(async () => {
  history.pushState(null, '', '?q=nothing&item=${item.id}');
  dispatchEvent(new PopStateEvent('popstate'));
  const text = (selector) => document.querySelector('[data-item-content] ' + selector)?.textContent;
  const expected = ${JSON.stringify(JSON.stringify(item))};
  for (let frames = 0, unfolded = false; ; frames++) {
    const shown = JSON.stringify({
      id: '${item.id}',
      name: text('h2'),
      text: text('section[aria-label="Comment"] p'),
      title: text('header p:last-of-type bdi'),
      note: text('[aria-labelledby=notes-title] li p'),
    });
    if (unfolded || frames > 600) return shown;
    if (shown === expected && text('ol > li') !== undefined && text('dl') !== undefined) {
      document.querySelectorAll('[data-item-content] details').forEach((one) => { one.open = true; });
      unfolded = true;
    }
    await new Promise(requestAnimationFrame);
  }
})()`;

describeWith('Chromium', chromiumPath !== undefined)('hostile texts', () => {
  let database: TestDatabase;
  let app: TestApp;
  let browser: Browser;
  let url: string;
  let items: HostileItem[];
  /** What ran, was asked of another host, or was stopped by the browser. */
  let happened: string[] = [];
  /** Requests of the console that were not answered yet. */
  const under = new Set<Request>();

  beforeAll(async () => {
    [database, browser] = await Promise.all([createTestDatabase({ crawl: false }), launchBrowser()]);
    app = await startApp({ databaseUrl: database.url, env: { REPLYDESK_SECRET: SECRET } });
    await app.app.listen(0, '127.0.0.1');
    url = `http://127.0.0.1:${(app.app.getHttpServer().address() as AddressInfo).port}`;
    const made = await createModerator(database.dataSource.manager, {
      ...{ email: 'ada@example.org', name: XSS_PAYLOADS[0] ?? '', role: 'admin', password: PASSWORD },
    });
    if (made.kind !== 'created') throw new Error(made.kind);
    items = await seedHostileDesk(database.dataSource, {
      ...{ payloads: XSS_PAYLOADS, keys: deriveKeys(SECRET), ada: made.moderator.id },
    });
  }, 120_000);

  afterAll(async () => {
    await browser.close();
    await app.close();
    await database.destroy();
  }, 60_000);

  /** A browser that tells of everything a payload could do. */
  async function watched(): Promise<BrowserContext> {
    happened = [];
    const context = await browser.newContext({ locale: 'en-US', viewport: { width: 1440, height: 900 } });
    await context.exposeFunction('ran', (what: unknown) => happened.push(`ran: ${String(what)}`));
    await context.addInitScript(`addEventListener('securitypolicyviolation', (event) =>
      ran('violation of ' + event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample), true)`);
    await context.route(`**/*${CANARY}*/**`, (route) => {
      happened.push(`asked: ${route.request().url()}`);
      return route.abort();
    });
    under.clear();
    context.on('request', (request) => {
      if (/api\/v1/.test(request.url()) && !request.url().includes('events')) under.add(request);
    });
    for (const end of ['requestfinished', 'requestfailed'] as const)
      context.on(end as 'requestfinished', (request) => under.delete(request));
    context.on('dialog', (dialog) => void dialog.dismiss());
    context.on('weberror', (error) => happened.push(`error: ${error.error().message}`));
    return context;
  }

  const allAnswered = () => eventually('everything was answered', () => under.size === 0);

  /** Nothing happened, and nothing foreign stands in the page. */
  async function expectQuiet(page: Page, where: string): Promise<void> {
    expect([where, await page.evaluate(FOREIGN)]).toEqual([where, []]);
    expect([where, happened]).toEqual([where, []]);
  }

  async function signedIn(context: BrowserContext): Promise<Page> {
    const page = await context.newPage();
    await page.goto(`${url}/console/?order=oldest`);
    await page.fill('input[name=email]', 'ada@example.org');
    await page.fill('input[name=password]', PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForSelector('[data-row][aria-current]');
    return page;
  }

  /** Goes to an address within the console, as its links do. */
  const goTo = (page: Page, path: string) =>
    page.evaluate(
      `history.pushState(null, '', ${JSON.stringify(`/console/${path}`)}); dispatchEvent(new PopStateEvent('popstate'))`,
    );

  it('are many, and run where nothing is done against them', async () => {
    expect(XSS_PAYLOADS.length).toBeGreaterThanOrEqual(200);
    const context = await watched();
    const page = await context.newPage();
    await page.evaluate(
      `for (const payload of ${JSON.stringify(XSS_PAYLOADS.slice(0, 30))}) {
         const frame = document.createElement('iframe');
         frame.srcdoc = '<script>ran = parent.ran.bind(null, ' + document.querySelectorAll('iframe').length + ')<' + '/script>' + payload;
         document.body.append(frame);
       }`,
    );
    await eventually('most have run', () => new Set(happened).size > 20);
    await context.close();
  }, 60_000);

  it('are shown as they were written, in the list and on each item', async () => {
    const context = await watched();
    const page = await signedIn(context);
    await eventually('all are loaded', () =>
      page.evaluate(`(() => {
        const rows = document.querySelectorAll('[data-row]');
        rows[rows.length - 1].scrollIntoView();
        return rows.length === ${items.length};
      })()`),
    );
    const rows = await page.evaluate<string[]>(
      `[...document.querySelectorAll('[data-row]')].map((row) => row.dataset.row + row.querySelector('bdi').textContent + row.querySelector('[dir]').textContent)`,
    );
    expect(rows.toSorted()).toEqual(items.map(({ id, name, text }) => id + name + text).toSorted());
    await expectQuiet(page, 'the list');
    for (const [index, item] of items.entries()) {
      if (index % EACH !== Math.floor(EACH / 2)) continue;
      expect(JSON.parse(await page.evaluate<string>(opened(item)))).toEqual(item);
      await allAnswered();
      await expectQuiet(page, `item ${index}: ${item.text}`);
    }
    await page.evaluate(`document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=ran(1)>')`);
    await eventually('the watch is awake', () => happened.some((one) => one.includes('violation')));
    await context.close();
  }, 180_000);

  it('do nothing on the other pages, in addresses, and where policies are written and tried', async () => {
    const context = await watched();
    const page = await signedIn(context);
    for (const path of PAGES) {
      await goTo(page, path);
      await page.locator('main').waitFor();
      await allAnswered();
      await page.evaluate(`document.querySelectorAll('details').forEach((one) => { one.open = true; })`);
      await expectQuiet(page, path);
    }
    for (const [index, payload] of XSS_PAYLOADS.entries()) {
      if (index % 12 !== 0) continue;
      const name = QUERIES[(index / 12) % QUERIES.length] ?? 'q';
      await goTo(page, `?${new URLSearchParams({ [name]: payload }).toString()}#${encodeURI(payload)}`);
      await page.locator('[data-list] [aria-busy=false]').waitFor();
      await allAnswered();
      await expectQuiet(page, `${name}=${payload}`);
    }
    await page.goto(`${url}/console/${encodeURIComponent(XSS_PAYLOADS[0] ?? '')}`);
    await page.getByText('There is no such page').waitFor();
    await goTo(page, 'policy/test');
    for (let at = 0; at < XSS_PAYLOADS.length; at += 60) {
      const text = XSS_PAYLOADS.slice(at, at + 60).join('\n');
      await page.getByLabel('Text of a comment').fill(text);
      await page.keyboard.press('Control+Enter');
      await page.getByRole('region', { name: 'In force' }).waitFor();
      await allAnswered();
      await expectQuiet(page, `trying ${text}`);
    }
    await context.close();
  }, 120_000);
});
