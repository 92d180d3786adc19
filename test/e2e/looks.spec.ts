import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { createModerator } from '../../src/moderators/create-moderator.js';
import { drawSamples } from '../../src/review/samples/draw-samples.js';
import { startApp, type TestApp } from '../support/app.js';
import { violationsOf } from '../support/axe.js';
import { chromiumPath, describeWith, launchBrowser } from '../support/browser.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { given } from '../support/given.js';
import { luckyIds } from '../support/lucky-ids.js';

const PASSWORD = 'correct horse battery staple';

/** Stores, a browser and a page are started; a busy machine takes its time. */
jest.setTimeout(120_000);

describeWith('Chromium', chromiumPath !== undefined)('second looks', () => {
  let database: TestDatabase;
  let app: TestApp;
  let browser: Browser;
  let url: string;

  beforeAll(async () => {
    [database, browser] = await Promise.all([createTestDatabase(), launchBrowser()]);
    app = await startApp({ databaseUrl: database.url, env: { PUBLIC_URL: '' } });
    await app.app.listen(0, '127.0.0.1');
    url = `http://127.0.0.1:${(app.app.getHttpServer().address() as AddressInfo).port}`;
    for (const name of ['Ann', 'Ben'])
      await createModerator(database.dataSource.manager, {
        ...{ email: `${name.toLowerCase()}@example.org`, name, role: 'moderator', password: PASSWORD },
      });
  });

  afterAll(async () => {
    await browser.close();
    await app.close();
    await database.destroy();
  });

  beforeEach(() => database.dataSource.query('delete from sample'));

  const signedIn = async (who: string, path: string, options: BrowserContextOptions): Promise<Page> => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
    const page = await context.newPage();
    await page.goto(`${url}/console/${path}`);
    await page.fill('input[name=email]', `${who}@example.org`);
    await page.fill('input[name=password]', PASSWORD);
    await page.keyboard.press('Enter');
    return page;
  };

  /** Comments that the machine decided, drawn with certainty. */
  const drawn = async (...texts: [outcome: 'approve' | 'reject', body: string][]): Promise<void> => {
    for (const [outcome, body] of texts)
      await given(database.dataSource).settled(outcome, { name: 'Bea', body });
    await luckyIds(database);
    await drawSamples(database.dataSource, 5);
    // In the order in which they are told.
    for (const [place, [, body]] of texts.entries())
      await database.dataSource.query(
        `update sample set asked_at = now() - make_interval(mins => $2)
           from submission s where s.id = submission_id and s.body = $1`,
        [body, texts.length - place],
      );
  };

  it('are answered by keys alone, and tell afterwards what stood', async () => {
    await drawn(['approve', 'A good word.'], ['approve', 'They are all thieves.'], ['approve', 'Buy now!']);
    const page = await signedIn('ann', '', { locale: 'en-US' });
    await page.getByText('3 to look at again').waitFor({ state: 'attached' });
    await page.keyboard.press('g');
    await page.keyboard.press('l');
    await page.getByText('A good word.').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    expect(await page.locator('main').innerText()).not.toMatch(/approved|machine/i);

    await page.keyboard.press('a');
    await page.getByText('They are all thieves.').waitFor();
    await page.getByText('Same as the machine: approved.').waitFor();
    await page.keyboard.press('r');
    await page.getByRole('menuitem', { name: 'Off topic' }).waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.keyboard.press('1');
    await page.getByText('Unlike the machine: approved. Now it is as you said.').waitFor();
    await page.getByText('Buy now!').waitFor();
    expect(
      await database.dataSource.query(`select state, reason from submission where reason = 'abuse'`),
    ).toEqual([{ state: 'rejected', reason: 'abuse' }]);
    await page.keyboard.press('z');
    await page.getByText('Your answer is taken back.').waitFor();
    await page.getByText('They are all thieves.').waitFor();
    await page.keyboard.press('n');
    await page.getByText('Left to somebody else.').waitFor();
    await page.getByText('Buy now!').waitFor();
    await page.keyboard.press('s');
    await page.getByText('Nothing to look at again').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.context().close();
  });

  it('bring a comment back when its answer could not be saved', async () => {
    await drawn(['approve', 'A calm word.']);
    const page = await signedIn('ann', 'looks', { locale: 'en-US' });
    await page.getByText('A calm word.').waitFor();
    await page.route('**/answer', (route) => route.abort());
    await page.getByRole('button', { name: 'Approve' }).click();
    await page.getByText('Your answer was not saved').waitFor();
    await page.getByText('A calm word.').waitFor();
    expect(await database.dataSource.query('select from sample where answered_at is not null')).toEqual([]);
    await page.unroute('**/answer');
    await page.getByRole('button', { name: 'Approve' }).click();
    await page.getByText('Same as the machine: approved.').waitFor();
    await page.context().close();
  });

  it('are Japanese for who reads Japanese, on a phone too, and a person’s decision is not told before', async () => {
    const held = await given(database.dataSource).heldSubmission({ name: 'ビー', body: '橋の話です。' });
    const ann = await signedIn('ann', `?item=${held.id}`, { locale: 'en-US' });
    await ann.getByRole('button', { name: 'Approve' }).click();
    await ann.getByText('Approved: ビー').waitFor();
    await eventually('it is saved', async () => {
      const [decision] = await database.dataSource.query('select 1 from decision where submission_id = $1', [
        held.id,
      ]);
      return decision !== undefined;
    });
    await ann.context().close();
    await luckyIds(database);
    await drawSamples(database.dataSource, 5);
    await database.dataSource.query('delete from sample where submission_id <> $1', [held.id]);
    const phone = { viewport: { width: 390, height: 800 }, colorScheme: 'dark' } as const;
    const page = await signedIn('ben', 'looks', { locale: 'ja-JP', ...phone });
    await page.getByText('橋の話です。').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    const width = await page.locator('html').evaluate(({ scrollWidth }) => scrollWidth);
    expect(width).toBeLessThanOrEqual(390);
    await page.getByRole('button', { name: '却下' }).click();
    await page.getByRole('menuitem', { name: 'スパム' }).click();
    await page.getByText('他の担当者と異なる：承認 三人目に確認を依頼します。').waitFor();
    await page.context().close();
  });
});
