import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { createModerator } from '../../src/moderators/create-moderator.js';
import { startApp, type TestApp } from '../support/app.js';
import { violationsOf } from '../support/axe.js';
import { chromiumPath, describeWith, launchBrowser } from '../support/browser.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { ROOT } from '../support/desk.js';
import { eventually } from '../support/eventually.js';
import { given } from '../support/given.js';

const PASSWORD = 'correct horse battery staple';

const WORDS = {
  en: {
    locale: 'en-US',
    palette: 'Command palette',
    spam: 'Spam',
    search: 'Search comments for “okay”',
    today: 'Today',
    keys: 'Keyboard shortcuts',
    change: 'Change the key of Spam: S',
    swapped: 'Spam: B. What had this key has the old one',
    reset: 'Back to the first keys',
    signOut: 'Sign out',
  },
  ja: {
    locale: 'ja-JP',
    palette: 'コマンドパレット',
    spam: 'スパム',
    search: '「okay」でコメントを検索',
    today: '今日',
    keys: 'キーボードショートカット',
    change: 'スパムのキーを変更： S',
    swapped: 'スパム：B。元の割り当てとキーを入れ替えました',
    reset: '最初のキーに戻す',
    signOut: 'サインアウト',
  },
};

describeWith('Chromium', chromiumPath !== undefined)('keys and the palette', () => {
  let database: TestDatabase;
  let app: TestApp;
  let browser: Browser;
  let url: string;
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    if (!existsSync(join(ROOT, 'dist/console/index.html'))) throw new Error('npm run build comes first');
    [database, browser] = await Promise.all([createTestDatabase(), launchBrowser()]);
    app = await startApp({ databaseUrl: database.url });
    await app.app.listen(0, '127.0.0.1');
    url = `http://127.0.0.1:${(app.app.getHttpServer().address() as AddressInfo).port}`;
    const person = { email: 'ada@example.org', name: 'Ada', role: 'admin', password: PASSWORD } as const;
    await createModerator(database.dataSource.manager, person);
    const rows = given(database.dataSource);
    const thread = await rows.thread();
    for (let n = 1; n <= 6; n++)
      await rows.heldSubmission({
        threadId: thread.id,
        name: `Reader ${n}`,
        body: `This is okay, ${n}`,
      });
  }, 60_000);

  afterEach(() => context?.close());

  afterAll(async () => {
    await browser?.close();
    await app?.close();
    await database?.destroy();
  });

  const statesOf = async () => {
    const rows: { state: string; reason: string | null }[] = await database.dataSource.query(
      `select state, reason from submission where state <> 'held' order by settled_at desc`,
    );
    return rows.map(({ state, reason }) => `${state} ${reason ?? ''}`.trim());
  };
  const decided = (count: number) =>
    eventually(`${count} are decided`, async () => (await statesOf()).length === count);
  const press = (...keys: string[]) =>
    keys.reduce((done, key) => done.then(() => page.keyboard.press(key)), Promise.resolve());
  const openItem = () => page.locator('[data-item-heading]').waitFor();

  async function signIn(locale: string): Promise<void> {
    context = await browser.newContext({ locale, viewport: { width: 1440, height: 900 } });
    page = await context.newPage();
    await page.goto(`${url}/console/`);
    await page.locator('input[name=email]').fill('ada@example.org');
    await page.locator('input[name=password]').fill(PASSWORD);
    await press('Enter');
    await openItem();
  }

  it.each(['en', 'ja'] as const)(
    'do everything without a pointer: %s',
    async (language) => {
      const words = WORDS[language];
      const before = (await statesOf()).length;
      await signIn(words.locale);

      // The palette: found by typing, done by Enter; the focus goes back to where it was.
      await press('Control+k');
      const field = page.getByRole('combobox', { name: words.palette });
      await field.waitFor();
      expect(await violationsOf(page)).toEqual([]);
      await page.keyboard.type(words.spam);
      await press('Enter');
      await decided(before + 1);
      expect((await statesOf())[0]).toBe('rejected spam');
      await press('Control+k');
      await page.keyboard.type('okay');
      await page.getByRole('option', { name: words.search }).waitFor();
      await press('Enter');
      await page.waitForURL(/\?q=okay/);

      // Two keys lead to a page, from any page; on others `?` helps too.
      await openItem();
      await press('g');
      await page.getByRole('status').filter({ hasText: words.today }).waitFor();
      await press('t');
      await page.getByRole('heading', { level: 1, name: words.today }).waitFor();
      await press('?');
      const dialog = page.getByRole('dialog', { name: words.keys });
      await dialog.waitFor();
      expect(await violationsOf(page)).toEqual([]);

      // Another key for spam, and one that is another's.
      await dialog.getByRole('button', { name: words.change }).focus();
      await press('Enter', 'b');
      await press('Enter', 'Escape');
      expect(await dialog.isVisible()).toBe(true);
      await press('Enter', 'a');
      await press('Enter', 'b');
      await press('Escape', 'g', 'q');
      await openItem();
      await press('s', 'b');
      await decided(before + 2);
      expect((await statesOf())[0]).toBe('rejected spam');

      // It is remembered, and goes back to how it was.
      await page.reload();
      await openItem();
      await press('?');
      await page.getByRole('button', { name: words.reset }).press('Enter');
      await press('Escape', 's');
      await decided(before + 3);
      expect((await statesOf()).slice(0, 3)).toEqual(['rejected spam', 'rejected spam', 'rejected spam']);
    },
    60_000,
  );
});
