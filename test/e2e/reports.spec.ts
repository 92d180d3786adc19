import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { createModerator } from '../../src/moderators/create-moderator.js';
import { startApp, type TestApp } from '../support/app.js';
import { violationsOf } from '../support/axe.js';
import { chromiumPath, describeWith, launchBrowser } from '../support/browser.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { given } from '../support/given.js';

const PASSWORD = 'correct horse battery staple';

/** Stores, a browser and a page are started; a busy machine takes its time. */
jest.setTimeout(120_000);

describeWith('Chromium', chromiumPath !== undefined)('what readers report', () => {
  let database: TestDatabase;
  let app: TestApp;
  let browser: Browser;
  let url: string;

  beforeAll(async () => {
    [database, browser] = await Promise.all([createTestDatabase(), launchBrowser()]);
    app = await startApp({ databaseUrl: database.url, env: { PUBLIC_URL: '' } });
    await app.app.listen(0, '127.0.0.1');
    url = `http://127.0.0.1:${(app.app.getHttpServer().address() as AddressInfo).port}`;
    await createModerator(database.dataSource.manager, {
      ...{ email: 'lea@example.org', name: 'Lea', role: 'lead', password: PASSWORD },
    });
  });

  afterAll(async () => {
    await browser.close();
    await app.close();
    await database.destroy();
  });

  /** A page of somebody; readers have no script. */
  const opened = async (path: string, options: BrowserContextOptions): Promise<Page> => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
    const page = await context.newPage();
    await page.goto(`${url}${path}`);
    return page;
  };

  it('is reported by keyboard and without a script, and looked at by a person', async () => {
    const rows = given(database.dataSource);
    const { id: threadId, key } = await rows.thread({ title: 'The bridge' });
    const comment = await rows.approvedComment({ threadId, name: 'Bea', body: 'All of them are thieves.' });
    const reader = await opened(`/sites/default/threads/${key}`, {
      locale: 'en-US',
      javaScriptEnabled: false,
      viewport: { width: 390, height: 800 },
    });
    const link = reader.getByRole('link', { name: 'Report the comment by Bea' });
    await link.focus();
    await reader.keyboard.press('Enter');
    await reader.getByRole('heading', { name: 'Report a comment' }).waitFor();
    await reader.getByLabel('It insults or threatens somebody').focus();
    await reader.keyboard.press('ArrowDown');
    await reader.keyboard.press('Tab');
    await reader.keyboard.type('Everybody there is meant.');
    await reader.keyboard.press('Tab');
    await reader.keyboard.press('Enter');
    await reader.getByRole('heading', { name: 'Thank you for your report' }).waitFor();
    await reader.getByRole('link', { name: 'Back to the comment' }).click();
    expect(reader.url()).toContain(`#comment-${comment.id}`);

    const desk = await opened('/console/?queue=reported', { locale: 'en-US' });
    await desk.fill('input[name=email]', 'lea@example.org');
    await desk.fill('input[name=password]', PASSWORD);
    await desk.keyboard.press('Enter');
    await desk.getByRole('link', { name: 'Reported 1' }).waitFor();
    await desk.getByText('1 report: hate').first().waitFor();
    await desk.getByText('Everybody there is meant.').first().waitFor();
    expect(await violationsOf(desk)).toEqual([]);

    await desk.keyboard.press('a');
    await desk.getByText('Kept: Bea').waitFor();
    await desk.getByRole('link', { name: 'Reported 0' }).waitFor();
    await eventually('it is answered', async () => {
      const [report] = await database.dataSource.query('select decision_id from report');
      return report.decision_id !== null;
    });
    await desk.keyboard.press('z');
    await desk.getByRole('link', { name: 'Reported 1' }).waitFor();
    await desk.getByText('Taken back: Bea').waitFor();
    await desk.keyboard.press('r');
    await desk.keyboard.press('1');
    await desk.getByRole('link', { name: 'Reported 0' }).waitFor();
    await eventually('it is no longer public', async () => {
      const gone = await reader.goto(`${url}/comments/${comment.id}/report`);
      return gone?.status() === 404;
    });
  });

  it('is shown and answered in Japanese', async () => {
    const rows = given(database.dataSource);
    const { id: threadId } = await rows.thread({ title: '橋の話', locale: 'ja' });
    const comment = await rows.approvedComment({ threadId, name: '花子', body: '住所は川辺町一丁目です。' });
    const reader = await opened(`/comments/${comment.id}/report`, { locale: 'ja-JP', colorScheme: 'dark' });
    expect(await violationsOf(reader)).toEqual([]);
    await reader.getByRole('button', { name: '報告を送信' }).click();
    await reader.getByLabel('個人情報をさらしている').check();
    await reader.getByRole('button', { name: '報告を送信' }).click();
    await reader.getByRole('heading', { name: 'ご報告ありがとうございます' }).waitFor();
    expect(await violationsOf(reader)).toEqual([]);

    const desk = await opened('/console/', { locale: 'ja-JP', colorScheme: 'dark' });
    await desk.fill('input[name=email]', 'lea@example.org');
    await desk.fill('input[name=password]', PASSWORD);
    await desk.keyboard.press('Enter');
    await desk.getByRole('link', { name: '報告あり 1' }).click();
    await desk.getByText('報告1件：個人情報').first().waitFor();
    const judge = desk.getByRole('button', { name: 'この読者の報告を数えない: 個人情報' });
    await judge.click();
    await desk.getByRole('button', { name: '再び数える: 個人情報' }).waitFor();
    await desk.getByRole('link', { name: '報告あり 0' }).waitFor();
    expect(await violationsOf(desk)).toEqual([]);
  });
});
