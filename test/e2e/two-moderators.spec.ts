import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { createModerator } from '../../src/moderators/create-moderator.js';
import { startApp, type TestApp } from '../support/app.js';
import { chromiumPath, describeWith, launchBrowser } from '../support/browser.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { given } from '../support/given.js';

const PASSWORD = 'correct horse battery staple';
/** On a queue of 200 it takes two minutes on two cores: DESK_ITEMS=200. */
const ITEMS = Number(process.env['DESK_ITEMS'] ?? 40);

describeWith('Chromium', chromiumPath !== undefined)('two moderators on one queue', () => {
  let database: TestDatabase;
  let app: TestApp;
  let browser: Browser;
  let url: string;
  let rows: ReturnType<typeof given>;

  beforeAll(async () => {
    [database, browser] = await Promise.all([createTestDatabase(), launchBrowser()]);
    app = await startApp({ databaseUrl: database.url });
    await app.app.listen(0, '127.0.0.1');
    url = `http://127.0.0.1:${(app.app.getHttpServer().address() as AddressInfo).port}`;
    rows = given(database.dataSource);
    for (const name of ['Ada', 'Ben'])
      await createModerator(database.dataSource.manager, {
        email: `${name.toLowerCase()}@example.org`,
        name,
        role: 'moderator',
        password: PASSWORD,
      });
  }, 120_000);

  afterAll(async () => {
    await browser.close();
    await app.close();
    await database.destroy();
  }, 60_000);

  const openedBy = async (name: string, locale = 'en-US', search = ''): Promise<Page> => {
    const context = await browser.newContext({ locale, viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    await page.goto(`${url}/console/${search}`);
    await page.fill('input[name=email]', `${name.toLowerCase()}@example.org`);
    await page.fill('input[name=password]', PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForSelector('[data-row][aria-current]');
    return page;
  };

  const decisions = async (): Promise<{ submissions: number; decisions: number; people: number }> => {
    const [row]: { submissions: number; decisions: number; people: number }[] =
      await database.dataSource.query(
        `select count(distinct submission_id)::int as submissions, count(*)::int as decisions,
              count(distinct moderator_id)::int as people from decision`,
      );
    return row ?? { submissions: 0, decisions: 0, people: 0 };
  };

  it('see who has what on screen, and in place what the other decides', async () => {
    const thread = await rows.thread();
    for (const name of ['One', 'Two']) await rows.heldSubmission({ threadId: thread.id, name });
    const ada = await openedBy('Ada');
    const ben = await openedBy('Ben', 'ja-JP');
    await ben.getByText('Adaさんが確認中です').first().waitFor();
    await ben.keyboard.press('a');
    await ada.getByText('Ben approved it').first().waitFor();
    await ada.keyboard.press('j');
    await ada.keyboard.press('a');
    await eventually('all is decided', async () => (await decisions()).submissions === 2);
    expect(await decisions()).toEqual({ submissions: 2, decisions: 2, people: 2 });
    await Promise.all([ada, ben].map((page) => page.context().close()));
  }, 60_000);

  it(`decide ${ITEMS} items, none twice, and the counts are true at the end`, async () => {
    const before = await decisions();
    const thread = await rows.thread();
    for (let n = 0; n < ITEMS; n++) await rows.heldSubmission({ threadId: thread.id });
    const pages = [await openedBy('Ada'), await openedBy('Ben')];
    await Promise.all(pages.map(decideAll));
    await eventually(
      'all is saved',
      async () => (await decisions()).submissions === before.submissions + ITEMS,
    );
    expect(await decisions()).toMatchObject({ decisions: before.decisions + ITEMS, people: 2 });
    for (const page of pages) {
      await page.getByRole('link', { name: 'Held 0' }).waitFor();
      await page.getByText('Nothing is waiting').waitFor();
      await page.context().close();
    }
  }, 180_000);
});

/** Approves by key whatever is open, until nothing is. */
async function decideAll(page: Page): Promise<void> {
  for (;;) {
    const open = await page.locator('[data-row][aria-current]:not([data-elsewhere])').count();
    if (open > 0) await page.keyboard.press('a');
    else if ((await page.locator('[data-row]:not([data-elsewhere])').count()) === 0) {
      const newcomers = page.getByRole('button', { name: /^View \d+/ });
      if ((await newcomers.count()) > 0) await newcomers.click();
      else if (await page.getByText('Nothing is waiting').isVisible()) return;
      else await page.reload();
    } else await page.keyboard.press('j');
  }
}
