import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { ROOT } from './desk.js';

/** Read, not imported: it is for the browser alone. */
const AXE = join(ROOT, 'node_modules/axe-core/axe.min.js');

interface Found {
  violations: { id: string; nodes: { target: unknown[] }[] }[];
}

/**
 * What axe-core finds wrong with a page by WCAG 2.2 A and AA, one line each; run beside the page's own scripts.
 * @param within only this part of it.
 */
export async function violationsOf(page: Page, within = 'html'): Promise<string[]> {
  await page.evaluate(readFileSync(AXE, 'utf8'));
  const { violations } = await page.evaluate<Found>(
    `axe.run(${JSON.stringify(within)}, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })`,
  );
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}
