import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { screenText } from '../../src/screening/screen-text.js';
import { STARTING_POLICY } from '../../src/sites/starting-policy.js';
import { CORPUS as rows, type Row } from './corpus.js';

/** What the starting policy does not see, and what it touches without need: all of it. */
const KNOWN_MISSES = readFileSync(join(import.meta.dirname, 'misses.txt'), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split(' ', 1)[0]);

const LEAST_CAUGHT = 0.95;
const MOST_TOUCHED = 0.02;

/** Rows that are not approved. */
let touched: Set<Row>;

beforeAll(async () => {
  touched = new Set();
  for (const row of rows) {
    const { decided } = await screenText(row.text, STARTING_POLICY, row.id);
    if (decided.outcome !== 'approve') touched.add(row);
  }
});

const share = (label: Row['label'], lang: Row['lang']) => {
  const all = rows.filter((row) => row.label === label && row.lang === lang);
  return all.filter((row) => touched.has(row)).length / all.length;
};

it('has four hundred texts or more, none twice', () => {
  expect(rows.length).toBeGreaterThanOrEqual(400);
  expect(new Set(rows.map(({ text }) => text)).size).toBe(rows.length);
  expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
});

describe.each(['en', 'ja'] as const)('of the texts in %s', (lang) => {
  it('nearly all disguised words are caught', () =>
    expect(share('disguised', lang)).toBeGreaterThanOrEqual(LEAST_CAUGHT));

  it('all plain words are', () => expect(share('plain', lang)).toBe(1));

  it('nearly no innocent look-alikes are touched', () =>
    expect(share('innocent', lang)).toBeLessThanOrEqual(MOST_TOUCHED));
});

it('misses what is listed in misses.txt, and nothing else', () => {
  const misses = rows.filter((row) => touched.has(row) === (row.label === 'innocent')).map(({ id }) => id);
  expect(new Set(misses)).toEqual(new Set(KNOWN_MISSES));
});
