import { storeStatement } from './store-statement.js';

it('prepares one statement for each combination of needs, and keeps it', () => {
  const needs = [
    { threads: false, keys: false },
    { threads: true, keys: false },
    { threads: false, keys: true },
    { threads: true, keys: true },
  ];
  expect(needs.map((need) => storeStatement(need).name)).toEqual([
    'store',
    'store-threads',
    'store-keys',
    'store-threads-keys',
  ]);
  for (const need of needs) expect(storeStatement(need)).toBe(storeStatement(need));
  expect(new Set(needs.map((need) => storeStatement(need).text)).size).toBe(4);
});
