import type { Browser, Page } from 'playwright-core';
import { violationsOf } from '../support/axe.js';
import { chromiumPath, describeWith, launchBrowser } from '../support/browser.js';
import { Desk } from '../support/desk.js';
import { eventually } from '../support/eventually.js';
import { startThemeSite } from './theme-page.js';

const PASSWORD = 'correct horse battery staple';

/** A reader's browser: no script, the given language. */
async function reader(browser: Browser, locale: string): Promise<Page> {
  const context = await browser.newContext({ javaScriptEnabled: false, locale });
  return context.newPage();
}

async function post(
  page: Page,
  url: string,
  words: { author: string; email: string; comment: string },
): Promise<void> {
  await page.goto(url);
  await page.fill('#author', words.author);
  await page.fill('#email', words.email);
  await page.fill('#comment', words.comment);
  await page.click('#submit');
}

async function createAdmin(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await page.waitForSelector('input[name=name]');
  expect(await violationsOf(page)).toEqual([]);
  await page.fill('input[name=name]', 'Ada');
  await page.fill('input[name=email]', 'ada@example.org');
  await page.fill('input[name=password]', PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByText('Mira Kestrel').first().waitFor();
}

describeWith('Chromium', chromiumPath !== undefined)('a reply, from the form to the page', () => {
  let desk: Desk;
  let browser: Browser;

  beforeAll(async () => {
    desk = await Desk.create();
    browser = await launchBrowser();
    await desk.start();
    await desk.cli('site', 'put', '--key', 'default', '--flood-seconds', '0');
  }, 120_000);

  afterAll(async () => {
    await browser.close();
    await desk.remove();
  }, 60_000);

  it('is posted without script, held, approved by one key and published, in English and Japanese', async () => {
    const english = await reader(browser, 'en-US');
    await post(english, `${desk.url}/example/english/`, {
      author: 'Mira Kestrel',
      email: 'mira@example.org',
      comment: 'The night train matters to the hospital staff.',
    });
    expect(english.url()).toMatch(
      /\/example\/english\/\?unapproved=\d+&moderation-hash=[0-9a-f]{32}#comment-\d+$/,
    );
    expect(await english.textContent('.comment-awaiting-moderation')).toContain('awaiting moderation');

    const japanese = await reader(browser, 'ja-JP');
    await post(japanese, `${desk.url}/example/japanese/`, {
      author: '水野はるか',
      email: 'haruka@example.jp',
      comment: '夜間バスが残って本当に助かります。',
    });
    expect(await japanese.textContent('.comment-awaiting-moderation')).toContain('承認待ち');

    const stranger = await reader(browser, 'en-US');
    await stranger.goto(`${desk.url}/example/english/`);
    expect(await stranger.content()).not.toContain('Mira Kestrel');

    await eventually(
      'both are held',
      async () => JSON.parse(await desk.cli('doctor', '--json')).states?.held === 2,
      {
        timeoutMs: 30_000,
      },
    );
    const console_ = await (await browser.newContext({ locale: 'en-US' })).newPage();
    await createAdmin(console_, await desk.setupLink());
    await console_.keyboard.press('a');
    await console_.getByText('水野はるか').first().waitFor();
    await eventually('the English comment is public', async () => {
      await stranger.reload();
      return (await stranger.content()).includes('The night train matters');
    });
    await console_.keyboard.press('a');
    await eventually('the Japanese comment is public', async () => {
      await japanese.goto(`${desk.url}/example/japanese/`);
      return (
        (await japanese.content()).includes('夜間バスが残って') &&
        (await japanese.$('.comment-awaiting-moderation')) === null
      );
    });
  }, 120_000);

  it("takes the unchanged form of a theme with only its action swapped, and returns to the theme's page", async () => {
    const theme = await startThemeSite(`${desk.url}/sites/theme/wp-comments-post.php`);
    try {
      await desk.cli(
        'site',
        'put',
        '--key',
        'theme',
        '--name',
        'Theme',
        '--url',
        theme.url,
        '--locale',
        'en',
      );
      await desk.cli(
        'thread',
        'put',
        '--site',
        'theme',
        '--key',
        '101',
        '--title',
        'Article',
        '--url',
        `${theme.url}/article/`,
      );
      const page = await reader(browser, 'en-US');
      await post(page, `${theme.url}/article/`, {
        author: 'Theo Quill',
        email: 'theo@example.org',
        comment: 'Posted from a theme of its own.',
      });
      expect(page.url()).toMatch(
        new RegExp(`^${theme.url}/article/\\?unapproved=\\d+&moderation-hash=[0-9a-f]{32}#comment-\\d+$`),
      );
      const own = await reader(browser, 'en-US');
      await own.goto(page.url().replace(`${theme.url}/article/`, `${desk.url}/sites/theme/threads/101`));
      expect(await own.textContent('.comment-awaiting-moderation')).toContain('awaiting moderation');
    } finally {
      await theme.close();
    }
  }, 60_000);

  it('survives a kill -9 of every process, comments, accounts and waiting submissions alike', async () => {
    const late = await reader(browser, 'en-US');
    await post(late, `${desk.url}/example/english/`, {
      author: 'Late Larry',
      email: 'larry@example.org',
      comment: 'Sent right before the power went.',
    });
    const receipt = late.url();
    await desk.killEverything();
    await desk.start();
    await late.goto(receipt);
    expect(await late.textContent('.comment-awaiting-moderation')).toContain('awaiting moderation');
    expect(await late.content()).toContain('The night train matters');
    const report = await eventually(
      'everything balances',
      async () => {
        const found = JSON.parse(await desk.cli('doctor', '--json')) as {
          balanced: boolean;
          states: Record<string, number>;
        };
        return found.balanced && found.states['held'] === 2 ? found : null;
      },
      { timeoutMs: 60_000 },
    );
    expect(report.states).toMatchObject({ approved: 2, held: 2 });
    expect(desk.output).not.toContain('/console/setup');
    const session = await fetch(`${desk.url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: desk.url },
      body: JSON.stringify({ email: 'ada@example.org', password: PASSWORD }),
    });
    expect(session.status).toBe(200);
  }, 120_000);
});
