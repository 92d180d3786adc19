import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { createModerator } from '../../src/moderators/create-moderator.js';
import { startApp, type TestApp } from '../support/app.js';
import { chromiumPath, describeWith, launchBrowser } from '../support/browser.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { ROOT } from '../support/desk.js';
import { given } from '../support/given.js';

const PASSWORD = 'correct horse battery staple';
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const PARTS = [
  '',
  'rules',
  'rules?open=0',
  'lists',
  'lists?open=threats',
  'settings',
  'test',
  'replay',
  'shadow',
  'versions',
  'switches',
];

describeWith('Chromium', chromiumPath !== undefined)('the pages of the policy', () => {
  let database: TestDatabase;
  let app: TestApp;
  let browser: Browser;
  let url: string;
  const problems: string[] = [];

  beforeAll(async () => {
    if (!existsSync(join(ROOT, 'dist/console/index.html'))) throw new Error('npm run build comes first');
    [database, browser] = await Promise.all([createTestDatabase(), launchBrowser()]);
    app = await startApp({ databaseUrl: database.url });
    await app.app.listen(0, '127.0.0.1');
    url = `http://127.0.0.1:${(app.app.getHttpServer().address() as AddressInfo).port}`;
    const { manager } = database.dataSource;
    await given(database.dataSource).defaultSite();
    for (const name of ['ann', 'ben'])
      await createModerator(manager, {
        email: `${name}@example.org`,
        name,
        role: 'lead',
        password: PASSWORD,
      });
  }, 120_000);

  afterAll(async () => {
    await browser.close();
    await app.close();
    await database.destroy();
    if (problems.length > 0) throw new Error(`the browser complained: ${problems.join('; ')}`);
  }, 60_000);

  /** A page of somebody who has signed in, at a part of the policy. */
  async function pageOf(name: string, part: string, locale = 'en-US'): Promise<Page> {
    const context = await browser.newContext({ locale, viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => {
      if (/Content Security Policy/i.test(message.text())) problems.push(message.text());
    });
    await page.goto(`${url}/console/policy/${part}`);
    await page.fill('input[name=email]', `${name}@example.org`);
    await page.fill('input[name=password]', PASSWORD);
    await page.keyboard.press('Enter');
    await page.locator('main h2').first().waitFor();
    return page;
  }

  /** What axe finds wrong with a page. Evaluated, for the page's policy lets no script element in. */
  async function faultsOf(page: Page): Promise<unknown> {
    await page.evaluate(AXE);
    return page.evaluate(
      `axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ' ' + nodes.map(({ html }) => html).join(' ')))`,
    );
  }

  it('takes a list from a fault to what is in force, by two people, and back', async () => {
    const ann = await pageOf('ann', 'lists?open=shorteners');
    await ann.getByRole('textbox', { name: 'Add terms' }).fill(`slow.example\n${'x'.repeat(201)}`);
    await ann.getByRole('button', { name: 'Add 2 terms' }).click();
    await ann.getByText('longer than 200 characters').first().waitFor();
    expect(await ann.getByRole('button', { name: 'Save draft' }).isDisabled()).toBe(true);
    await ann.getByRole('button', { name: 'Details of xxx' }).click();
    await ann.getByRole('button', { name: 'Delete xxx' }).click();
    await ann.getByText('One change from what is in force.').waitFor();
    await ann.reload();
    await ann.getByText('Your changes are not saved as a draft yet.').waitFor();

    await ann.getByRole('link', { name: 'Try a text' }).click();
    await ann.getByLabel('Text of a comment').fill('see https://slow.example/a');
    await ann.keyboard.press('Control+Enter');
    await ann.getByRole('region', { name: 'In force' }).getByText('Approved', { exact: true }).waitFor();
    await ann.getByRole('region', { name: 'Draft' }).getByText('Held', { exact: true }).waitFor();

    await ann.getByRole('button', { name: 'Save draft' }).click();
    const dialog = ann.getByRole('dialog');
    await dialog.getByText('List “shorteners” changed').waitFor();
    await dialog.getByLabel('What is it for?').fill('they hide');
    await dialog.getByRole('button', { name: 'Save draft' }).click();
    await ann.getByText('Draft 1 by ann@example.org').waitFor();

    const ben = await pageOf('ben', 'versions');
    await ben.getByRole('button', { name: 'Review draft 1' }).click();
    await ben.getByRole('dialog').getByText('slow.example').waitFor();
    expect(await faultsOf(ben)).toEqual([]);
    await ben.getByRole('dialog').getByRole('button', { name: 'Publish' }).click();
    await ben.getByText('Version 2 is in force', { exact: true }).waitFor();
    await ben.getByRole('button', { name: 'Go back to 1' }).click();
    await ben.getByRole('dialog').getByText('slow.example').waitFor();
    await ben.getByRole('dialog').getByRole('button', { name: 'Put version 1 in force' }).click();
    await ben.getByText('Version 3 is in force', { exact: true }).waitFor();
    await ben.waitForFunction('document.activeElement.tagName === "H2"');
    await Promise.all([ann.context().close(), ben.context().close()]);
  }, 120_000);

  it('overwrites nothing when a colleague saved meanwhile', async () => {
    const [ann, ben] = [await pageOf('ann', 'settings'), await pageOf('ben', 'settings')];
    for (const [page, points] of [
      [ann, '6'],
      [ben, '7'],
    ] as const) {
      await page.getByLabel('Points that hold').fill(points);
      await page.getByText('One change from what is in force.').waitFor();
    }
    for (const page of [ann, ben]) {
      await page.getByRole('button', { name: 'Save draft' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Save draft' }).click();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }
    await ben.getByText('ann@example.org saved draft').waitFor();
    expect(await ben.getByLabel('Points that hold').inputValue()).toBe('7');
    expect(await faultsOf(ben)).toEqual([]);
    await ben.getByRole('button', { name: 'Compare' }).click();
    await ben.getByRole('dialog').getByText('thresholds.hold:').waitFor();
    await Promise.all([ann.context().close(), ben.context().close()]);
  }, 120_000);

  it.each([
    ['en-US', PARTS],
    ['ja-JP', ['', 'rules?open=0', 'switches']],
  ])(
    'has no fault that axe finds, in %s',
    async (locale, parts) => {
      const page = await pageOf('ann', '', locale);
      for (const part of parts) {
        await page.goto(`${url}/console/policy/${part}`);
        await page.locator('main h2').first().waitFor();
        await page.getByText(/Checking…|確認中…/).waitFor({ state: 'detached' });
        expect([part, await faultsOf(page)]).toEqual([part, []]);
      }
      await page.context().close();
    },
    120_000,
  );
});
