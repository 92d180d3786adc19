import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { Decision } from '../../src/domain/decision.entity.js';
import { createModerator } from '../../src/moderators/create-moderator.js';
import { startApp, type TestApp } from '../support/app.js';
import { violationsOf } from '../support/axe.js';
import { startRunner } from '../support/bulks.js';
import { chromiumPath, describeWith, launchBrowser } from '../support/browser.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { given } from '../support/given.js';

const PASSWORD = 'correct horse battery staple';
const REASONS = ['abuse', 'off-topic', 'personal-data', 'illegal', 'spam', 'other'];
const ITEMS = 40;

/** What has the focus, and whether one can see that: an outline or a ring around it or around what it stands in. */
const FOCUS = `(() => {
  const active = document.activeElement;
  const visible = (element) => {
    const style = getComputedStyle(element);
    return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none';
  };
  const box = active.getBoundingClientRect();
  const field = active.matches('input, select, textarea');
  return {
    what: active.dataset.row ? 'row' : (active.getAttribute('aria-label') || active.name || active.textContent).slice(0, 60),
    row: active.dataset.row,
    seen: box.width > 0 && box.bottom > 0 && box.top < innerHeight &&
      (visible(active) || visible(active.parentElement) || (field && getComputedStyle(active).borderColor !== getComputedStyle(document.body).borderColor)),
  };
})()`;

interface Focus {
  what: string;
  row?: string;
  seen: boolean;
}

describeWith('Chromium', chromiumPath !== undefined)('a shift by keys alone', () => {
  let database: TestDatabase;
  let app: TestApp;
  let browser: Browser;
  let url: string;
  let page: Page;
  let runner: { stop: () => Promise<void> };

  beforeAll(async () => {
    [database, browser] = await Promise.all([createTestDatabase(), launchBrowser()]);
    app = await startApp({ databaseUrl: database.url });
    await app.app.listen(0, '127.0.0.1');
    url = `http://127.0.0.1:${(app.app.getHttpServer().address() as AddressInfo).port}`;
    await createModerator(database.dataSource.manager, {
      ...{ email: 'ada@example.org', name: 'Ada', role: 'moderator', password: PASSWORD },
    });
    const rows = given(database.dataSource);
    const threads = [
      await rows.thread({ title: 'The old bridge' }),
      await rows.thread({ title: '夜行バス' }),
    ];
    for (let n = 0; n < ITEMS; n++) {
      const body =
        n % 2 === 0 ? `Comment ${n} on the ${n === 38 ? 'lighthouse' : 'bridge'}` : `${n}件目の感想です。`;
      await rows.heldSubmission({ threadId: threads[n % 2]?.id ?? '', name: `Reader ${n}`, body });
    }
    runner = startRunner(database);
    page = await (
      await browser.newContext({ locale: 'en-US', viewport: { width: 1440, height: 900 } })
    ).newPage();
  }, 120_000);

  afterAll(async () => {
    await browser.close();
    await runner.stop();
    await app.close();
    await database.destroy();
  }, 60_000);

  const press = (...keys: string[]) =>
    keys.reduce<Promise<void>>(
      (before, key) => before.then(() => page.keyboard.press(key)),
      Promise.resolve(),
    );

  /** Waits until something has the focus, and can be seen to have it. */
  const focusOn = (what: string | RegExp) =>
    eventually(`the focus is on ${String(what)}`, async () => {
      const focus = await page.evaluate<Focus>(FOCUS);
      const there = typeof what === 'string' ? focus.what === what : what.test(focus.what);
      if (!there || !focus.seen) throw new Error(JSON.stringify(focus));
      return focus;
    });

  /** Tabs until something has the focus. */
  async function tabTo(what: string | RegExp, key = 'Tab'): Promise<void> {
    const path: string[] = [];
    for (let tabs = 0; tabs < 60; tabs++) {
      await press(key);
      const focus = await page.evaluate<Focus>(FOCUS);
      path.push(focus.what);
      if (!focus.seen) throw new Error(`cannot be seen: ${path.join(' → ')}`);
      if (typeof what === 'string' ? focus.what === what : what.test(focus.what)) return;
    }
    throw new Error(`never reached: ${String(what)} by ${path.join(' → ')}`);
  }

  const decisions = () => database.dataSource.getRepository(Decision).find({ order: { createdAt: 'ASC' } });

  it('signs in, decides thirty, undoes, escalates, searches, filters, reads, comes back and signs out', async () => {
    await page.goto(`${url}/console/`);
    await focusOn('email');
    await page.keyboard.type('ada@example.org');
    await press('Tab');
    await focusOn('password');
    await page.keyboard.type(PASSWORD);
    await press('Enter');
    await page.waitForSelector('[data-row][aria-current]');

    const acts: string[] = [];
    for (let made = 0; made < 30; made++) {
      const open = await page.evaluate<string>(
        `document.querySelector('[data-row][aria-current]').dataset.row`,
      );
      acts.push(await decideOne(made));
      await eventually('the next one is open and has the focus', async () => {
        const focus = await page.evaluate<Focus>(FOCUS);
        return focus.seen && focus.row !== undefined && focus.row !== open;
      });
    }
    await eventually('all are saved', async () => (await decisions()).length === 30);
    expect((await decisions()).map(({ act, reason }) => reason ?? act).toSorted()).toEqual(acts.toSorted());

    await press('z');
    await eventually('the last one is taken back', async () => (await decisions()).at(-1)?.act === 'undo');
    await focusOn('row');

    await eventually('it is held again', () => page.getByRole('button', { name: 'Pass on' }).isEnabled());
    await press('e');
    await eventually('it is passed on to a lead', async () => {
      const flags: unknown[] = await database.dataSource.query(
        `select id from review_flag where kind = 'escalate'`,
      );
      return flags.length === 1;
    });
    await focusOn('row');

    await press('/');
    await focusOn('Search text, author, e-mail');
    await page.keyboard.type('lighthouse');
    await rowsAre(({ texts }) => texts.length === 1 && texts[0]?.includes('lighthouse') === true);
    await press('Escape');
    await focusOn('row');

    await press('o');
    await focusOn('Reader 38');
    await press('Escape');
    await focusOn('row');

    await press('/', 'Control+A', 'Delete');
    await rowsAre(({ texts }) => texts.length > 1);
    await tabTo('Filters');
    await press('Enter');
    await tabTo('language');
    await press('ArrowDown', 'ArrowDown');
    await tabTo('Apply');
    await press('Enter');
    await rowsAre(({ texts }) => texts.length > 0 && texts.every((text) => text.includes('件目')));
    await focusOn('Filters (1)');
    await tabTo(/^Remove filter/);
    await press('Enter');
    await rowsAre(({ texts }) => texts.some((text) => text.includes('bridge')));
    await focusOn('row');

    await press('x', 'j', 'j', 'Shift+X');
    await page.getByText('3 selected').last().waitFor();
    await press('s');
    await page.getByRole('dialog').waitFor();
    await tabTo('Reject as spam 3');
    await press('Enter');
    await page.getByText('3 rejected.').waitFor();
    await focusOn('row');
    await press('z');
    await page.getByText('3 taken back.').waitFor();
    await focusOn('row');

    await tabTo('Account: Ada', 'Shift+Tab');
    await press('Enter');
    await focusOn('My account');
    await press('ArrowDown');
    await focusOn('Sign out');
    await press('Enter');
    await focusOn('email');
  }, 90_000);

  it.each([
    ['en-US', 'light', 1440],
    ['ja-JP', 'dark', 390],
  ] as const)(
    'has no fault that axe finds before, during and after it (%s, %s, %i px)',
    async (...look) => {
      const [locale, colorScheme, width] = look;
      const context = await browser.newContext({
        ...{ locale, colorScheme, viewport: { width, height: 900 }, reducedMotion: 'reduce' },
      });
      page = await context.newPage();
      const isFine = async (what: string, within?: string) =>
        expect([what, await violationsOf(page, within)]).toEqual([what, []]);
      await page.goto(`${url}/console/`);
      await focusOn('email');
      await isFine('sign-in');
      await page.keyboard.type('ada@example.org');
      await press('Tab');
      await page.keyboard.type(PASSWORD);
      await press('Enter');
      await page.waitForSelector('[data-row]');
      await isFine('the queue');
      for (const name of [/^(Filters|絞り込み)$/, /^(Settings|設定)$/]) {
        await page.getByRole('button', { name }).press('Enter');
        await page.getByRole('dialog').waitFor();
        await isFine(String(name), '[role=dialog]');
        await press('Escape');
        await page.getByRole('dialog').waitFor({ state: 'detached' });
      }
      await page.locator('[data-row]').first().press('o');
      await page.locator('[data-item-content] ol > li').first().waitFor();
      await isFine('an item');
      await press('?');
      await page.getByRole('dialog').waitFor();
      await isFine('the help', '[role=dialog]');
      await page.goto(`${url}/console/?queue=rejected&q=nothing`);
      await page.locator('[data-list] button').first().waitFor();
      await isFine('nothing found');
      await context.close();
    },
    60_000,
  );

  const rowsAre = (fit: (list: { texts: string[] }) => boolean) =>
    eventually('the list is as asked for', async () =>
      fit({ texts: await page.locator('[data-row] [dir]').allTextContents() }),
    );

  /** The nth decision: every way there is, in turn. */
  async function decideOne(nth: number): Promise<string> {
    if (nth % 10 === 9) await press('n', 'j');
    if (nth % 3 === 0) return press('a').then(() => 'approve');
    if (nth % 3 === 1) return press('s').then(() => 'spam');
    await press('r');
    await page.getByRole('menu').waitFor();
    const reason = Math.floor(nth / 3) % REASONS.length;
    await press(String(reason + 1));
    return REASONS[reason] ?? '';
  }
});
