import type { AddressInfo } from 'node:net';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { createModerator } from '../../src/moderators/create-moderator.js';
import { startApp, type TestApp } from '../support/app.js';
import { violationsOf } from '../support/axe.js';
import { chromiumPath, describeWith, launchBrowser } from '../support/browser.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { ROOT } from '../support/desk.js';
import { codeOf, forgetLastCode, growStale } from '../support/second-factor.js';

const PASSWORD = 'correct horse battery staple';
const EMAIL = 'ada@example.org';

describeWith('Chromium', chromiumPath !== undefined)('signing in, by keys', () => {
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
    await createModerator(manager, { email: EMAIL, name: 'Ada', role: 'admin', password: PASSWORD });
  }, 120_000);

  afterAll(async () => {
    await browser.close();
    await app.close();
    await database.destroy();
  }, 60_000);

  async function openPage(path: string, locale = 'en-US'): Promise<Page> {
    const context = await browser.newContext({ locale, viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => {
      if (/Content Security Policy/i.test(message.text())) problems.push(message.text());
    });
    await page.goto(`${url}/console/${path}`);
    return page;
  }

  async function givePassword(page: Page): Promise<void> {
    await page.fill('input[name=email]', EMAIL);
    await page.fill('input[name=password]', PASSWORD);
    await page.keyboard.press('Enter');
  }

  async function isWell(page: Page): Promise<void> {
    expect(await violationsOf(page)).toEqual([]);
    expect(problems).toEqual([]);
  }

  it('takes a code after the password, or a recovery code, and asks again before what does harm', async () => {
    const page = await openPage('account');
    await givePassword(page);
    await page.getByRole('button', { name: 'Set up' }).press('Enter');
    await page.getByRole('img', { name: 'QR code' }).waitFor();
    await isWell(page);
    const secret = ((await page.locator('form code').textContent()) ?? '').replaceAll(' ', '');
    await page.keyboard.type(codeOf(secret));
    await page.keyboard.press('Enter');
    await page.getByText('Your recovery codes').waitFor();
    const [recovery = ''] = await page.locator('[role=group] li').allTextContents();
    await isWell(page);
    await page.getByRole('button', { name: 'I have kept them' }).press('Enter');
    await page.getByText('10 recovery codes are left.').waitFor();
    await page.getByRole('button', { name: 'Account: Ada' }).press('Enter');
    await page.getByRole('menuitem', { name: 'Sign out' }).press('Enter');

    await forgetLastCode(database.dataSource, EMAIL);
    await givePassword(page);
    await page.getByRole('heading', { name: 'Enter your code' }).waitFor();
    await isWell(page);
    await page.keyboard.type('000000');
    await page.keyboard.press('Enter');
    await page.getByText('This code is wrong').waitFor();
    await page.fill('input[name=code]', codeOf(secret));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'My account' }).waitFor();

    const other = await openPage('account', 'ja-JP');
    await givePassword(other);
    await other.getByRole('heading', { name: 'コードを入力' }).waitFor();
    await other.keyboard.type(recovery);
    await other.keyboard.press('Enter');
    await other.getByText('リカバリーコードは残り 9 個です。').waitFor();
    await isWell(other);

    await page.reload();
    await page.getByRole('button', { name: 'Sign out Chrome' }).press('Enter');
    await page.getByRole('button', { name: 'Sign out Chrome' }).waitFor({ state: 'detached' });
    await other.reload();
    await other.getByRole('heading', { name: '審査デスクにサインイン' }).waitFor();

    await growStale(database.dataSource);
    await forgetLastCode(database.dataSource, EMAIL);
    await page.getByRole('button', { name: 'New recovery codes' }).press('Enter');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Confirm it is you' });
    await dialog.waitFor();
    await isWell(page);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'New recovery codes' }).press('Enter');
    await dialog.waitFor();
    await page.keyboard.type(codeOf(secret));
    await page.keyboard.press('Enter');
    await page.getByText('Your recovery codes').waitFor();
    expect(await page.locator('[role=group] li').count()).toBe(10);
  }, 90_000);

  it('invites somebody, who chooses a password', async () => {
    await database.dataSource.query('delete from second_factor');
    const page = await openPage('people');
    await givePassword(page);
    await page.getByRole('button', { name: 'Invite somebody' }).press('Enter');
    await page.getByRole('dialog').waitFor();
    await isWell(page);
    await page.keyboard.type('千佳');
    await page.keyboard.press('Tab');
    await page.keyboard.type('chika@example.org');
    await growStale(database.dataSource);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Confirm it is you' }).waitFor();
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press('Enter');
    const link =
      (await page.getByRole('dialog', { name: 'Link for 千佳' }).locator('code').textContent()) ?? '';
    await page.keyboard.press('Escape');
    await page.getByText('Ada invited 千佳 as Moderator').waitFor();
    await isWell(page);

    const hers = await openPage(link.split('/console/')[1] ?? '', 'ja-JP');
    await hers.getByRole('heading', { name: 'パスワードの設定' }).waitFor();
    await isWell(hers);
    await hers.keyboard.type(PASSWORD);
    await hers.keyboard.press('Enter');
    await hers.getByRole('button', { name: 'アカウント：千佳' }).waitFor();
    expect(problems).toEqual([]);
  }, 60_000);
});
