import { Gatherer, GathererFullError } from './gatherer.js';

const defaults = { windowMs: 1, maxBatch: 10, lanes: 2, maxWaiting: 1000 };

describe('Gatherer', () => {
  it('answers each item of a batch with its own result', async () => {
    const batches: number[][] = [];
    const gatherer = new Gatherer<number, number>({
      ...defaults,
      run: async (items) => {
        batches.push(items);
        return items.map((item) => item * 2);
      },
    });
    const results = await Promise.all([1, 2, 3].map((item) => gatherer.add(item)));
    expect(results).toEqual([2, 4, 6]);
    expect(batches).toEqual([[1, 2, 3]]);
  });

  it('never runs items that share a key at the same time, and keeps their order', async () => {
    const running = new Set<string>();
    const order: string[] = [];
    const gatherer = new Gatherer<{ key: string; n: number }, void>({
      ...defaults,
      keysOf: ({ key }) => [key],
      run: async (items) => {
        for (const { key, n } of items) {
          expect(running.has(key)).toBe(false);
          running.add(key);
          order.push(`${key}${n}`);
        }
        await new Promise((resolve) => setImmediate(resolve));
        for (const { key } of items) running.delete(key);
        return items.map(() => undefined);
      },
    });
    const items = Array.from({ length: 60 }, (_, n) => ({ key: n % 3 === 0 ? 'a' : 'b', n }));
    await Promise.all(items.map((item) => gatherer.add(item)));
    const numbers = (key: string) =>
      order.filter((entry) => entry.startsWith(key)).map((entry) => Number(entry.slice(1)));
    expect(order).toHaveLength(60);
    for (const key of ['a', 'b']) expect(numbers(key)).toEqual([...numbers(key)].sort((x, y) => x - y));
  });

  it('runs at most so many batches of at most so many items', async () => {
    let running = 0;
    let most = 0;
    const gatherer = new Gatherer<number, number>({
      ...defaults,
      run: async (items) => {
        expect(items.length).toBeLessThanOrEqual(10);
        most = Math.max(most, ++running);
        await new Promise((resolve) => setImmediate(resolve));
        running -= 1;
        return items;
      },
    });
    await Promise.all(Array.from({ length: 200 }, (_, n) => gatherer.add(n)));
    expect(most).toBe(2);
  });

  it('fails the items of a failed batch only', async () => {
    const gatherer = new Gatherer<number, number>({
      ...defaults,
      maxBatch: 1,
      run: async ([item]) => {
        if (item === 2) throw new Error('two');
        return [item as number];
      },
    });
    const results = await Promise.allSettled([1, 2, 3].map((item) => gatherer.add(item)));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('refuses more of one key than may wait, and takes others all the while', async () => {
    const gatherer = new Gatherer<string, string>({
      ...defaults,
      maxPerKey: 3,
      keysOf: (item) => [item],
      run: async (items) => {
        await new Promise((resolve) => setImmediate(resolve));
        return items;
      },
    });
    const statuses = async (items: string[]) =>
      (await Promise.allSettled(items.map((item) => gatherer.add(item)))).map(({ status }) => status);
    const expected = ['fulfilled', 'fulfilled', 'fulfilled', 'rejected', 'fulfilled'];
    expect(await statuses(['a', 'a', 'a', 'a', 'b'])).toEqual(expected);
    expect(await statuses(['a', 'a', 'a', 'a', 'b'])).toEqual(expected);
  });

  it('refuses more than may wait', async () => {
    const gatherer = new Gatherer<number, number>({
      ...defaults,
      maxWaiting: 2,
      run: async (items) => items,
    });
    const results = await Promise.allSettled([1, 2, 3].map((item) => gatherer.add(item)));
    expect(results[2]).toMatchObject({ status: 'rejected', reason: expect.any(GathererFullError) });
  });
});
