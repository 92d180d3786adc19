import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { Effect } from '../../src/domain/outbox.entity.js';
import type { Signal } from '../../src/domain/signal.js';
import { Submission } from '../../src/domain/submission.entity.js';
import { Thread } from '../../src/domain/thread.entity.js';
import { createModerator } from '../../src/moderators/create-moderator.js';
import { examine } from '../../src/operations/doctor.js';
import { storeExamination } from '../../src/operations/examinations.js';
import { startApp, type TestApp } from '../support/app.js';
import { chromiumPath, describeWith, launchBrowser } from '../support/browser.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { ROOT } from '../support/desk.js';
import { SETTINGS } from '../support/doctor.js';
import { eventually } from '../support/eventually.js';
import { given } from '../support/given.js';

const PASSWORD = 'correct horse battery staple';
const AXE = readFileSync(createRequire(join(ROOT, 'package.json')).resolve('axe-core/axe.min.js'), 'utf8');

/** Says that a text is violent. */
const VIOLENT: Signal = {
  kind: 'provider',
  score: 1,
  evidence: {
    calls: [{ id: 'moderation', status: 'ok', labels: { violence: 0.9 } }],
  } as Extract<Signal, { kind: 'provider' }>['evidence'],
};

describeWith('Chromium', chromiumPath !== undefined)('the pages of the desk', () => {
  let database: TestDatabase;
  let app: TestApp;
  let browser: Browser;
  let url: string;
  let page: Page;
  let held: Submission;
  let thread: Thread;
  const problems: string[] = [];

  beforeAll(async () => {
    [database, browser] = await Promise.all([createTestDatabase(), launchBrowser()]);
    app = await startApp({ databaseUrl: database.url });
    await app.app.listen(0, '127.0.0.1');
    url = `http://127.0.0.1:${(app.app.getHttpServer().address() as AddressInfo).port}`;
    const { manager } = database.dataSource;
    await createModerator(manager, {
      email: 'ada@example.org',
      name: 'Ada',
      role: 'admin',
      password: PASSWORD,
    });
    const rows = given(database.dataSource);
    await database.dataSource.query(
      `update site set webhook_url = 'https://news.example/', webhook_secret = 'whsec_x', webhook_since = now()`,
    );
    thread = await rows.thread({ title: 'The night bus' });
    held = await rows.settled('hold', { threadId: thread.id, body: 'Words that hurt' }, [VIOLENT]);
    await database.dataSource.query(
      `update outbox set state = 'dead', attempts = 9, last_error = 'HTTP 500', finished_at = now()`,
    );
    const report = await examine(database.dataSource, SETTINGS);
    await storeExamination(manager, { result: { report }, durationMs: 40, complete: true });
  }, 120_000);

  afterAll(async () => {
    await browser.close();
    await app.close();
    await database.destroy();
  }, 60_000);

  afterEach(async () => {
    await page.context().close();
    const seen = problems.splice(0);
    if (seen.length > 0) throw new Error(`the browser complained: ${seen.join('; ')}`);
  });

  async function signIn(wish: Parameters<Browser['newContext']>[0]): Promise<void> {
    page = await (await browser.newContext(wish)).newPage();
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => {
      if (/Content Security Policy/i.test(message.text())) problems.push(message.text());
    });
    await page.goto(`${url}/console/`);
    await page.fill('input[name=email]', 'ada@example.org');
    await page.fill('input[name=password]', PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForSelector('nav', { state: 'attached' });
  }

  /** Opens a page, waits until it shows a text, and lets axe look at it. */
  async function opened(path: string, text: string): Promise<void> {
    await page.goto(`${url}/console/${path}`);
    await page.getByText(text).first().waitFor();
    await page.evaluate(AXE);
    const found = await page.evaluate(
      `axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ' ' + nodes[0].html))`,
    );
    expect([path, found]).toEqual([path, []]);
  }

  it('show how the desk stands, let decisions be taken back, threads be closed, letters be sent again', async () => {
    await signIn({ locale: 'en-US', timezoneId: 'Asia/Tokyo', viewport: { width: 1440, height: 900 } });
    await page.goto(`${url}/console/?item=${held.id}`);
    await page.getByText('Hard to read: violence').first().waitFor();
    expect(await page.getByText('Words that hurt').count()).toBe(0);
    await page.keyboard.press('v');
    await page.getByText('Words that hurt').first().waitFor();
    await page.keyboard.press('a');
    const stored = () => database.dataSource.getRepository(Submission).findOneByOrFail({ id: held.id });
    await eventually('it is approved', async () => (await stored()).state === 'approved');

    await opened('today', 'The last 14 days');
    await page.locator('.recharts-bar-rectangle').first().waitFor({ state: 'attached' });
    await opened('measures', 'It is one of the author’s first comments.');
    await opened('mine', 'You approved it');
    await page.getByRole('button', { name: 'Take back' }).click();
    await eventually('it is held again', async () => (await stored()).state === 'held');
    await page.getByText('You took a decision back').waitFor();

    await opened('sites', 'The night bus');
    await page.getByRole('button', { name: 'Change “The night bus”' }).click();
    await page.getByRole('menuitem', { name: 'Close for comments' }).click();
    await page.getByText('Closed for comments: The night bus').waitFor();
    const closed = await database.dataSource.getRepository(Thread).findOneByOrFail({ id: thread.id });
    expect(closed).toMatchObject({ closed: true, changedBy: 'ada@example.org' });
    await opened('sites?tab=settings', 'Close threads after so many days');

    await opened('operations', 'Everything holds');
    await page.getByRole('button', { name: 'Examine every record now' }).click();
    await page.getByText('Asked for by ada@example.org').waitFor();
    await opened('operations?tab=messages', 'HTTP 500');
    await page.getByRole('button', { name: 'Send again' }).first().click();
    await page.getByText('1 message is sent again').waitFor();
    expect(await database.dataSource.getRepository(Effect).countBy({ state: 'dead' })).toBe(0);
  }, 120_000);

  it('speak Japanese, on a phone in the dark', async () => {
    await signIn({
      locale: 'ja-JP',
      colorScheme: 'dark',
      viewport: { width: 390, height: 844 },
      reducedMotion: 'reduce',
    });
    await opened('today', '直近14日間');
    await opened('mine', '判断を取り消しました');
    await opened('measures', '判断の一致');
    await opened('sites', '受付終了');
    await opened('sites?tab=settings', 'スレッドを閉じるまでの日数');
    await opened('operations', '常に成り立つべきこと');
    await opened('operations?tab=messages', '断念した通知はありません');
    const wider = await page.evaluate('document.documentElement.scrollWidth > window.innerWidth');
    expect(wider).toBe(false);
  }, 120_000);
});
