import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { createModerator } from '../../src/moderators/create-moderator.js';
import { startApp, type TestApp } from '../support/app.js';
import { violationsOf } from '../support/axe.js';
import { chromiumPath, describeWith, launchBrowser } from '../support/browser.js';
import { manyHeld, startRunner } from '../support/bulks.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { given } from '../support/given.js';

const PASSWORD = 'correct horse battery staple';

/** Stores, a browser and a page are started; a busy machine takes its time. */
jest.setTimeout(120_000);

describeWith('Chromium', chromiumPath !== undefined)('many at once', () => {
  let database: TestDatabase;
  let app: TestApp;
  let browser: Browser;
  let url: string;
  let siteId: string;
  let runner: { stop: () => Promise<void> };

  beforeAll(async () => {
    [database, browser] = await Promise.all([createTestDatabase(), launchBrowser()]);
    app = await startApp({ databaseUrl: database.url });
    await app.app.listen(0, '127.0.0.1');
    url = `http://127.0.0.1:${(app.app.getHttpServer().address() as AddressInfo).port}`;
    siteId = (await given(database.dataSource).site()).id;
    runner = startRunner(database);
    for (const name of ['Ada', 'Ben'])
      await createModerator(database.dataSource.manager, {
        email: `${name.toLowerCase()}@example.org`,
        name,
        role: 'moderator',
        password: PASSWORD,
      });
  });

  afterAll(async () => {
    await browser.close();
    await runner.stop();
    await app.close();
    await database.destroy();
  });

  const openedBy = async (name: string, path: string, options: object): Promise<Page> => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
    const page = await context.newPage();
    await page.goto(`${url}/console/${path}`);
    await page.fill('input[name=email]', `${name.toLowerCase()}@example.org`);
    await page.fill('input[name=password]', PASSWORD);
    await page.keyboard.press('Enter');
    return page;
  };

  const states = async (thread: { id: string }): Promise<Record<string, number>> => {
    const found: { state: string; n: number }[] = await database.dataSource.query(
      'select state, count(*)::int as n from submission where thread_id = $1 group by 1',
      [thread.id],
    );
    return Object.fromEntries(found.map(({ state, n }) => [state, n]));
  };

  it('a range is selected by keys, rejected with a reason, and taken back by Z', async () => {
    const { thread } = await manyHeld(database.dataSource, siteId, 15);
    const page = await openedBy('Ada', `?thread=${thread.key}`, { locale: 'en-US' });
    await page.waitForSelector('[data-row][aria-current]');
    await page.keyboard.press('x');
    for (let n = 0; n < 10; n++) await page.keyboard.press('j');
    await page.keyboard.press('Shift+X');
    await page.getByText('11 selected').last().waitFor();
    await page
      .locator('[data-choose]:not([aria-label^="Select all"])')
      .nth(11)
      .click({ modifiers: ['Shift'] });
    await page.getByText('12 selected').last().waitFor();
    expect(await violationsOf(page, '[data-list]')).toEqual([]);
    await page.keyboard.press('r');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radio', { name: 'Abuse or hate' }).check();
    expect(await violationsOf(page, '[role=dialog]')).toEqual([]);
    await dialog.getByRole('button', { name: 'Reject 12' }).click();
    await page.getByText('12 rejected.').waitFor();
    await eventually(
      'the list shows what is left',
      async () => (await page.locator('[data-row]').count()) === 3,
    );
    await page.waitForSelector('[data-row][aria-current]');
    expect(await states(thread)).toEqual({ held: 3, rejected: 12 });
    expect(await violationsOf(page, '[data-list]')).toEqual([]);
    await page.keyboard.press('z');
    await page.getByText('12 taken back.').waitFor();
    await eventually('all are back', async () => (await page.locator('[data-row]').count()) === 15);
    expect(await states(thread)).toEqual({ held: 15 });
    await page.keyboard.press('x');
    await page.getByText('1 selected').last().waitFor();
    await page.keyboard.press('Escape');
    await page.getByText('1 selected').last().waitFor({ state: 'detached' });
    await page.context().close();
  });

  it('全件を選択し、件数を入力して却下すると、先に判断されたものは残り、名前とともに表示される', async () => {
    const { thread, items } = await manyHeld(database.dataSource, siteId, 120);
    const page = await openedBy('Ada', `?thread=${thread.key}`, { locale: 'ja-JP', colorScheme: 'dark' });
    await page.waitForSelector('[data-row][aria-current]');
    await page.keyboard.press('x');
    await page.getByRole('checkbox', { name: /このページの/ }).click();
    await page.getByRole('button', { name: '該当する 120 件をすべて選択' }).click();
    await page.getByText('120 件を選択中').last().waitFor();
    await page.getByRole('button', { name: 'スパム', exact: true }).first().click();
    const dialog = page.getByRole('dialog');
    const confirm = dialog.getByRole('button', { name: '120 件をスパムとして却下' });
    expect(await confirm.isDisabled()).toBe(true);
    await dialog.getByLabel(/件数（120）/).fill('１２０');
    await runner.stop();
    await confirm.click();
    await page.getByText(/実行中：0／120 件/).waitFor();
    await decideAs('Ben', items[0]?.id ?? '');
    runner = startRunner(database);
    await page.getByText('119 件を却下しました。').waitFor();
    await page.getByRole('button', { name: '変更しなかったもの：1 件' }).click();
    await page.getByText('Benさんが承認').waitFor();
    expect(await violationsOf(page, '[role=dialog]')).toEqual([]);
    expect(await states(thread)).toEqual({ approved: 1, rejected: 119 });
    await page.context().close();
  });

  it('what waits for a second person is shown to the second person, who lets it begin', async () => {
    const { thread } = await manyHeld(database.dataSource, siteId, 3);
    const [ada] = await database.dataSource.query(`select id from moderator where email = 'ada@example.org'`);
    await database.dataSource.query(
      `with made as (insert into bulk (id, moderator_id, act, filter, total, state)
                     values (gen_random_uuid(), $1, 'approve', $2, 3, 'waiting_for_second') returning id)
       insert into bulk_item (bulk_id, submission_id, version) select made.id, s.id, s.version from made, submission s where s.thread_id = $3`,
      [ada.id, { thread: thread.key, language: 'en' }, thread.id],
    );
    const page = await openedBy('Ben', 'bulk', { locale: 'en-US', viewport: { width: 390, height: 800 } });
    await page.getByRole('button', { name: 'Approve and begin' }).waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Approve and begin' }).click();
    await eventually('it was carried out', async () => (await states(thread))['approved'] === 3);
    await page.context().close();
  });

  /** A colleague approves one. */
  async function decideAs(name: string, id: string): Promise<void> {
    const page = await openedBy(name, `?item=${id}`, { locale: 'en-US' });
    await page.getByRole('button', { name: 'Approve' }).first().waitFor();
    await page.waitForSelector('[data-item-heading]');
    await page.keyboard.press('a');
    await eventually('it is approved', async () => {
      const [row] = await database.dataSource.query('select state from submission where id = $1', [id]);
      return row.state === 'approved';
    });
    await page.context().close();
  }
});
