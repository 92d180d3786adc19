import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPolicyDocument } from '../../src/sites/policy-document.js';
import { screenText } from '../../src/screening/screen-text.js';

const document = readFileSync(join(import.meta.dirname, '../../docs/policy.md'), 'utf8');

/** A recipe of docs/policy.md: a policy, and comments with the outcome that it promises. */
const recipes = document
  .split(/^### /m)
  .slice(1)
  .map((section) => ({
    title: section.split('\n', 1)[0] ?? '',
    yaml: /```yaml\n([\s\S]*?)```/.exec(section)?.[1] ?? '',
    rows: [...section.matchAll(/^\| `(.*)` \| (\w+) \|$/gm)].map(([, text = '', outcome = '']) => ({
      text,
      outcome,
    })),
  }));

it('are ten', () => {
  expect(recipes.map(({ title }) => Number.parseInt(title, 10))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(recipes.every(({ rows }) => rows.length > 0)).toBe(true);
});

describe.each(recipes)('$title', ({ yaml, rows }) => {
  it.each(rows)('$text: $outcome', async ({ text, outcome }) => {
    const read = readPolicyDocument(yaml, 'en');
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    const { decided } = await screenText(text, read.policy, 'recipe');
    expect(decided.outcome).toBe(outcome);
  });
});
