import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { In } from 'typeorm';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { Submission } from '../../src/domain/submission.entity.js';
import { createModerator } from '../../src/moderators/create-moderator.js';
import { startApp, type TestApp } from '../support/app.js';
import { violationsOf } from '../support/axe.js';
import { chromiumPath, describeWith, launchBrowser } from '../support/browser.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { ROOT } from '../support/desk.js';
import { eventually } from '../support/eventually.js';
import { given } from '../support/given.js';
import { type MisbehavingServer, startMisbehavingServer, well } from '../support/misbehaving-server.js';

const PASSWORD = 'correct horse battery staple';
const RAID = 'Mayor Smith is lying to all of you, tell everybody you know at once';

const WORDS = {
  en: {
    locale: 'en-US',
    alike: '4 alike from 3 authors in under a minute',
    spam: 'All spam',
    decided: '3 decided.',
    back: 'Take all back',
    note: 'Note for colleagues',
    add: 'Add note',
    measures: 'Measures…',
    ban: 'Ban',
    why: 'Why (for colleagues)',
    waits: '2 comments by this author wait, the newest:',
    rejectToo: 'Also reject these 2 now',
    apply: 'Apply',
    banned: 'In force: Ban. 2 comments rejected.',
    end: 'End: Ban',
    over: '1 measure is over',
    guard: 'Hold what is like this for an hour',
    guarded: 'What is like this is held until',
    machine: 'As the machine read it',
    translation: 'Machine translation',
  },
  ja: {
    locale: 'ja-JP',
    alike: 'ほぼ同じ内容4件（投稿者3人、1分未満の間）',
    spam: 'すべてスパム',
    decided: '3件を判断しました。',
    back: 'すべて取り消す',
    note: '同僚へのメモ',
    add: 'メモを追加',
    measures: '措置…',
    ban: '投稿禁止',
    why: '理由（同僚向け）',
    waits: 'この投稿者の判断待ちのコメントは2件です（新しい順）。',
    rejectToo: '同時に、この2件を却下する',
    apply: '適用する',
    banned: '適用しました：投稿禁止（2件を却下）',
    end: '解除: 投稿禁止',
    over: '終了した措置1件',
    guard: '同様の投稿を1時間保留',
    guarded: 'まで保留します',
    machine: '自動チェックでの読み取り結果',
    translation: '機械翻訳',
  },
};

describeWith('Chromium', chromiumPath !== undefined)('the open item', () => {
  let database: TestDatabase;
  let app: TestApp;
  let browser: Browser;
  let server: MisbehavingServer;
  let url: string;
  let context: BrowserContext | undefined;

  beforeAll(async () => {
    if (!existsSync(join(ROOT, 'dist/console/index.html'))) throw new Error('npm run build comes first');
    [database, browser, server] = await Promise.all([
      createTestDatabase(),
      launchBrowser(),
      startMisbehavingServer(),
    ]);
    app = await startApp({
      databaseUrl: database.url,
      env: {
        TRANSLATE_URL: server.url,
        TRANSLATE_SECRETS: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
        PROVIDER_ALLOW_PRIVATE: 'true',
        PROVIDER_ALLOW_HTTP: 'true',
      },
    });
    await app.app.listen(0, '127.0.0.1');
    url = `http://127.0.0.1:${(app.app.getHttpServer().address() as AddressInfo).port}`;
    await createModerator(database.dataSource.manager, {
      email: 'ada@example.org',
      name: 'Ada',
      role: 'lead',
      password: PASSWORD,
    });
  }, 120_000);

  afterEach(() => context?.close());

  afterAll(async () => {
    await browser.close();
    await app.close();
    await server.close();
    await database.destroy();
  }, 60_000);

  /** A conversation in which an author sends the same as two others; one of the four is rejected already. */
  async function scene() {
    const rows = given(database.dataSource);
    const site = await rows.site();
    const thread = await rows.thread({ siteId: site.id });
    const top = await rows.settled('approve', { threadId: thread.id, name: 'Pat', body: 'At the top' });
    const parent = await rows.settled('approve', {
      threadId: thread.id,
      name: '千佳',
      body: '屋根の話です。',
      parentNumber: top.number,
    });
    const raid = { threadId: thread.id, parentNumber: parent.number, body: RAID };
    const mira = { name: 'Mira', email: 'mira@example.org' };
    const self = await rows.heldSubmission({ ...raid, ...mira });
    await rows.settled('reject', { ...raid, name: 'Gus', email: 'gus@example.org' });
    const others = [
      await rows.heldSubmission({ ...raid, ...mira }),
      await rows.heldSubmission({ ...raid, name: 'Liv', email: 'liv@example.org' }),
    ];
    await rows.settled('approve', { threadId: thread.id, body: 'A reply', parentNumber: self.number });
    return { self, all: [self, ...others] };
  }

  async function open(id: string, locale: string): Promise<Page> {
    context = await browser.newContext({ locale, viewport: { width: 1440, height: 1000 } });
    const page = await context.newPage();
    await page.goto(`${url}/console/?item=${id}`);
    await page.fill('input[name=email]', 'ada@example.org');
    await page.fill('input[name=password]', PASSWORD);
    await page.keyboard.press('Enter');
    return page;
  }

  const areNow = (submissions: readonly Submission[], state: string) =>
    eventually(`all are ${state}`, async () => {
      const found = await database.dataSource
        .getRepository(Submission)
        .findBy({ id: In(submissions.map(({ id }) => id)) });
      return found.every((one) => one.state === state);
    });

  it.each(['en', 'ja'] as const)(
    'shows what stands around it, decides for all alike and takes it back, keeps notes, lays and ends measures (%s)',
    async (language) => {
      const say = WORDS[language];
      const { self, all } = await scene();
      const page = await open(self.id, say.locale);
      const button = (name: string) => page.getByRole('button', { name, exact: true });

      await page.getByText('At the top').waitFor();
      await page.getByText('屋根の話です。').waitFor();
      await page.getByText('A reply').waitFor();

      await page.getByText(say.alike).waitFor();
      await button(say.spam).click();
      await page.getByText(say.decided).waitFor();
      await areNow(all, 'rejected');
      await button(say.back).click();
      await areNow(all, 'held');
      await button(say.guard).click();
      await page.getByText(say.guarded).waitFor();

      await page.getByRole('textbox', { name: say.note }).fill('asked the editor');
      await button(say.add).click();
      await page.locator('li').getByText('asked the editor').first().waitFor();

      if (language === 'ja') {
        server.behaves(well, { type: 'application/json', body: '{"text":"市長は嘘をついている。"}' });
        await page.getByRole('article').click({ position: { x: 5, y: 5 } });
        await page.keyboard.press('t');
        await page.getByText('市長は嘘をついている。').waitFor();
        await page.getByRole('heading', { name: say.translation }).waitFor();
      }
      await page.getByText(say.machine).click();
      expect(await violationsOf(page, 'main [data-item-content]')).toEqual([]);

      await button(say.measures).click();
      await page.getByText(say.waits).waitFor();
      await page.getByRole('radio', { name: say.ban }).check();
      await page.getByRole('textbox', { name: say.why }).fill('one raid after the other');
      await page.getByRole('checkbox', { name: say.rejectToo }).check();
      expect(await violationsOf(page, '[role="dialog"]')).toEqual([]);
      await button(say.apply).click();
      await page.getByText(say.banned).waitFor();
      await areNow(all.slice(0, 2), 'rejected');
      await button(say.end).click();
      await page.getByText(say.over).waitFor();
    },
    120_000,
  );

  it('remembers the last reason, and shows what the author would be told', async () => {
    const { self } = await scene();
    const page = await open(self.id, 'en-US');
    await page.getByRole('button', { name: 'Reject', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Spam' }).hover();
    await page.getByText('senders of spam are not told').waitFor();
    await page.getByRole('menuitem', { name: 'Spam' }).click();
    await areNow([self], 'rejected');
    await page.getByText('Liv').first().click();
    await page.getByRole('button', { name: 'Reject', exact: true }).click();
    await page.getByRole('menuitem', { name: /Spam.*last used/ }).waitFor();
    await eventually('it has the focus', () =>
      page.evaluate<boolean>(`document.activeElement?.textContent?.includes('last used')`),
    );
    expect(await violationsOf(page, '[role="menu"]')).toEqual([]);
  }, 60_000);
});
