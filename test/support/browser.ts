import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const CANDIDATES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Where Chromium is, or undefined; CHROMIUM_PATH goes first. */
export const chromiumPath: string | undefined = [process.env['CHROMIUM_PATH'] ?? '', ...CANDIDATES].find(
  (path) => path !== '' && existsSync(path),
);

/** Starts a real Chromium without background traffic of its own. */
export function launchBrowser(): Promise<Browser> {
  if (chromiumPath === undefined) throw new Error('no Chromium: install it or set CHROMIUM_PATH');
  return chromium.launch({
    executablePath: chromiumPath,
    args: [
      '--no-sandbox',
      '--disable-dev-shm-usage',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/**
 * `describe` where the program is there; elsewhere a loud skip, or a failure when REPLYDESK_REQUIRE_ALL says that
 * nothing may be left out.
 */
export function describeWith(program: string, found: boolean): jest.Describe {
  if (found) return describe;
  if (process.env['REPLYDESK_REQUIRE_ALL'] === 'true') throw new Error(`${program} is not installed`);
  process.stderr.write(`\n*** SKIPPED: these tests need ${program}, which is not installed ***\n\n`);
  return describe.skip;
}
