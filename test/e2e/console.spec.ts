import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { Decision } from '../../src/domain/decision.entity.js';
import { settleSubmissions } from '../../src/domain/settle-submission.js';
import { Submission } from '../../src/domain/submission.entity.js';
import { createModerator } from '../../src/moderators/create-moderator.js';
import { startApp, type TestApp } from '../support/app.js';
import { chromiumPath, describeWith, launchBrowser } from '../support/browser.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { ROOT } from '../support/desk.js';
import { eventually } from '../support/eventually.js';
import { given } from '../support/given.js';

const PASSWORD = 'correct horse battery staple';
const NAMES = ['Ann', 'Ben', '千佳', 'Dan', 'Eve'];

describeWith('Chromium', chromiumPath !== undefined)('the console, by keys alone', () => {
  let database: TestDatabase;
  let app: TestApp;
  let browser: Browser;
  let url: string;
  let held: Submission[];
  let page: Page;
  const problems: string[] = [];

  beforeAll(async () => {
    if (!existsSync(join(ROOT, 'dist/console/index.html'))) throw new Error('npm run build comes first');
    [database, browser] = await Promise.all([createTestDatabase(), launchBrowser()]);
    app = await startApp({ databaseUrl: database.url });
    await app.app.listen(0, '127.0.0.1');
    url = `http://127.0.0.1:${(app.app.getHttpServer().address() as AddressInfo).port}`;
    await createModerator(database.dataSource.manager, {
      email: 'ada@example.org',
      name: 'Ada',
      role: 'admin',
      password: PASSWORD,
    });
  }, 120_000);

  afterAll(async () => {
    await browser.close();
    await app.close();
    await database.destroy();
  }, 60_000);

  beforeEach(async () => {
    const rows = given(database.dataSource);
    const thread = await rows.thread();
    held = [];
    for (const name of NAMES) {
      held.push(
        await rows.heldSubmission({ threadId: thread.id, name, body: `Words of ${name}, ${randomUUID()}` }),
      );
    }
    const context = await browser.newContext({ locale: 'en-US', viewport: { width: 1440, height: 900 } });
    page = await context.newPage();
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => {
      if (/Content Security Policy/i.test(message.text())) problems.push(message.text());
    });
    await page.goto(`${url}/console/`);
    await page.fill('input[name=email]', 'ada@example.org');
    await page.fill('input[name=password]', PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForSelector('[data-row][aria-current]');
  }, 60_000);

  afterEach(async () => {
    await page.context().close();
    await database.dataSource.transaction(async (manager) => {
      await manager.query('set local session_replication_role = replica');
      await manager.query('truncate submission, idempotency_key cascade');
    });
    const seen = problems.splice(0);
    if (seen.length > 0) throw new Error(`the browser complained: ${seen.join('; ')}`);
  });

  const stored = (index: number) =>
    database.dataSource.getRepository(Submission).findOneByOrFail({ id: held[index]?.id ?? '' });

  const isNow = (index: number, state: string, reason: string | null) =>
    eventually(`${NAMES[index]} is ${state}`, async () => {
      const submission = await stored(index);
      return submission.state === state && submission.reason === reason;
    });

  const decisions = () => database.dataSource.getRepository(Decision).count();

  it('approves, rejects with a numbered reason, marks spam, and takes back', async () => {
    await page.keyboard.press('a');
    await isNow(0, 'approved', null);
    await page.keyboard.press('r');
    await page.keyboard.press('1');
    await isNow(1, 'rejected', 'abuse');
    await page.keyboard.press('s');
    await isNow(2, 'rejected', 'spam');
    await page.keyboard.press('z');
    await isNow(2, 'held', 'first-comments');
    await page.getByRole('link', { name: 'Held 3' }).waitFor();
    expect(await decisions()).toBe(4);
  }, 60_000);

  it('leaves keys alone while somebody types, composes, holds a modifier or reads the help', async () => {
    await page.keyboard.press('/');
    await page.keyboard.type('as');
    await page.fill('#desk-search', '');
    await page.keyboard.press('Escape');
    await page.evaluate(`for (const init of [{ key: 'a', isComposing: true }, { key: 'a', keyCode: 229 }, { key: 'a', ctrlKey: true }])
      document.body.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, ...init }))`);
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('a');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.waitForSelector('[data-row][aria-current]');
    expect(await decisions()).toBe(0);
    await page.keyboard.press('a');
    await eventually('the key works again', async () => (await decisions()) === 1);
  }, 60_000);

  it('says who was faster, and never overwrites a colleague', async () => {
    const rows = given(database.dataSource);
    const [first, colleague] = [await stored(0), await rows.moderator({ name: 'Mika' })];
    const policy = await rows.policyInForce(first.siteId);
    await page.route('**/api/v1/review/events*', (route) => route.abort());
    await page.reload();
    await page.waitForSelector('[data-row][aria-current]');
    await page.getByText(`Words of ${NAMES[0]}`).first().waitFor();
    await database.dataSource.transaction((manager) =>
      settleSubmissions(manager, [
        {
          submissionId: first.id,
          from: 'held',
          version: first.version,
          to: 'rejected',
          reason: 'abuse',
          record: {
            kind: 'decision',
            policyId: policy.id,
            moderatorId: colleague.id,
            act: 'reject',
            reason: 'abuse',
            note: null,
            undoesId: null,
          },
        },
      ]),
    );
    await page.keyboard.press('a');
    await page.getByText('Mika was faster').waitFor();
    expect(await stored(0)).toMatchObject({ state: 'rejected', reason: 'abuse' });
  }, 60_000);

  it('counts what arrives without moving the list', async () => {
    const before = await page.locator('[data-row]').count();
    await given(database.dataSource).heldSubmission({ name: 'Zoe', threadId: held[0]?.threadId ?? '' });
    await page.getByRole('button', { name: 'View 1 new' }).waitFor();
    expect(await page.locator('[data-row]').count()).toBe(before);
    await page.getByRole('button', { name: 'View 1 new' }).click();
    await page.getByText('Zoe').first().waitFor();
  }, 60_000);

  it('speaks Japanese', async () => {
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByText('日本語').click();
    await page.getByText('保留の理由').waitFor();
    expect(await page.evaluate('document.documentElement.lang')).toBe('ja');
    await page.getByText('この投稿者の最初の数件にあたるコメントです。').first().waitFor();
  }, 60_000);
});
