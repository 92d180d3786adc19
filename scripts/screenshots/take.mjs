// Opens every page of the console in a real browser and takes its picture.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { ADA } from './fill.mjs';

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Pictures that the documentation shows. */
const KEPT = [
  ...['queue', 'item', 'reported', 'severe', 'cluster', 'policy-test'].map((name) => `${name}.en.light.1440`),
  ...['item', 'reported', 'severe', 'policy-test'].map((name) => `${name}.ja.light.1440`),
  ...['queue', 'cluster'].map((name) => `${name}.ja.dark.1440`),
];

/** Of a JPEG, so that each is below 150 kB. */
const QUALITY = 64;

/** Every page: its name, its address below /console/ (or a whole path, of pages for readers), and what is done on it first. */
function pagesOf(items) {
  const item = (id) => `?item=${id}`;
  return [
    { name: 'queue', path: '' },
    { name: 'item', path: item(items.answer.id) },
    { name: 'japanese', path: item(items.japanese.id) },
    { name: 'cluster', path: item(items.cluster.id) },
    { name: 'severe', path: item(items.severe.id) },
    { name: 'reject', path: item(items.story.id), first: (page) => page.keyboard.press('r') },
    { name: 'help', path: '', first: (page) => page.keyboard.press('?') },
    { name: 'reported', path: '?queue=reported' },
    { name: 'rejected', path: '?queue=rejected' },
    { name: 'search', path: '?q=train' },
    ...[
      'today',
      'looks',
      'mine',
      'bulk',
      'measures',
      'sites',
      'sites?tab=settings',
      'operations',
      'operations?tab=messages',
      'people',
      'account',
    ].map((path) => ({ name: path.replace('?tab=', '-'), path })),
    { name: 'policy', path: 'policy/' },
    ...[
      'rules',
      'rules?open=0',
      'lists',
      'lists?open=threats',
      'settings',
      'replay',
      'shadow',
      'versions',
      'switches',
    ].map((path) => ({ name: `policy-${path.replace('?open=', '-')}`, path: `policy/${path}` })),
    { name: 'policy-test', path: 'policy/test', first: tryText },
    { name: 'reader-report', path: `/comments/${items.reported}/report` },
    { name: 'reader-thanks', path: `/comments/${items.reported}/report?sent=1` },
  ];
}

async function tryText(page) {
  await page.locator('main textarea').fill('You idi0ts, dr0p dead. More at https://bit.ly/x1');
  await page.keyboard.press('Control+Enter');
  await page.locator('main [aria-live] section, main [aria-live] [role=region]').first().waitFor();
}

/** Takes the pictures into a folder; with `docs` only those of the documentation, smaller. */
export async function takePictures({ url, items, folder, only, docs }) {
  const executablePath = process.env.CHROMIUM_PATH ?? CHROMIUM.find((path) => existsSync(path));
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    for (const locale of ['en', 'ja'])
      for (const colorScheme of ['light', 'dark'])
        for (const width of [1440, 390])
          await takeRound({ browser, url, items, folder, only, docs }, { locale, colorScheme, width });
  } finally {
    await browser.close();
  }
}

async function takeRound({ browser, url, items, folder, only, docs }, { locale, colorScheme, width }) {
  const context = await browser.newContext({
    locale: locale === 'en' ? 'en-US' : 'ja-JP',
    timezoneId: 'Asia/Tokyo',
    colorScheme,
    reducedMotion: 'reduce',
    viewport: { width, height: width === 390 ? 844 : 900 },
  });
  const page = await context.newPage();
  const problems = [];
  page.on('pageerror', (error) => problems.push(error.message));
  const end = `${locale}.${colorScheme}.${width}`;
  await page.goto(`${url}/console/`);
  await page.fill('input[name=email]', ADA.email);
  if (!docs) await page.screenshot({ path: join(folder, `sign-in.${end}.png`) });
  await page.fill('input[name=password]', ADA.password);
  await page.keyboard.press('Enter');
  await page.waitForSelector('[data-row]');
  for (const { name, path, first } of pagesOf(items)) {
    if (!name.includes(only) || (docs && !KEPT.includes(`${name}.${end}`))) continue;
    await page.goto(path.startsWith('/') ? `${url}${path}` : `${url}/console/${path}`);
    await page.locator('main').waitFor();
    await page.waitForLoadState('load');
    await page.waitForTimeout(900);
    await first?.(page).catch((error) => problems.push(`${name}: ${error.message}`));
    await page.waitForTimeout(first === undefined ? 0 : 400);
    const picture = join(folder, `${name}.${end}`);
    await page.screenshot(
      docs ? { path: `${picture}.jpg`, type: 'jpeg', quality: QUALITY } : { path: `${picture}.png` },
    );
    const wider = await page.evaluate('document.documentElement.scrollWidth > innerWidth');
    if (wider) problems.push(`${name} is wider than the screen`);
  }
  await context.close();
  console.log(end, problems.length === 0 ? 'done' : problems);
}
