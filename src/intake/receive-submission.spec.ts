import type { PreparedConnections } from '../database/prepared-connections.js';
import { deriveKeys } from '../domain/keys.js';
import type { SiteSettings } from './find-door.query.js';
import { type NewSubmission, ReceiveSubmission } from './receive-submission.js';

/** Another process was faster: what only a database under load says again and again. */
const conflict = () => Object.assign(new Error('could not serialize'), { code: '40001' });

/** What all rows come to; null: no answer. */
type Said = { outcome: string; wait?: number } | Error | null;

/** A receiver on a database whose answers are given here. */
function receiverOf(answer: (run: number) => Said) {
  const sizes: number[] = [];
  const statements: string[] = [];
  const enqueued: (readonly string[])[] = [];
  const run = async ({ name }: { name: string }, [ids]: string[][]) => {
    statements.push(name);
    sizes.push(ids?.length ?? 0);
    const said = answer(sizes.length);
    if (said instanceof Error) throw said;
    if (said === null) return [];
    return (ids ?? []).map((id, index) => ({ id, wait: null, number: index + 1, ...said }));
  };
  const receiver = new ReceiveSubmission(
    { run } as unknown as PreparedConnections,
    deriveKeys('a secret of the tests, long enough'),
    { enqueue: (ids) => void enqueued.push(ids) },
  );
  return { receiver, sizes, statements, enqueued };
}

const fresh = (n: number, wish: Partial<NewSubmission> = {}): NewSubmission => ({
  site: { id: 'site-1', floodSeconds: 15 } as SiteSettings,
  thread: { id: 'thread-1' },
  parent: 0,
  author: { name: `Reader ${n}`, email: `r${n}@example.org`, url: '' },
  body: `Text ${n}`,
  userAgent: 'test',
  address: `198.51.100.${n}`,
  ...wish,
});

describe('a submission in whose way others are', () => {
  it('is judged five times alone', async () => {
    const { receiver, sizes, enqueued } = receiverOf((run) =>
      run < 5 ? conflict() : { outcome: 'accepted' },
    );
    expect(await receiver.receive(fresh(1))).toMatchObject({ kind: 'accepted', number: 1 });
    expect(sizes).toEqual([1, 1, 1, 1, 1]);
    expect(enqueued).toHaveLength(1);
  });

  it('is answered busy after that, and not handed to the queue', async () => {
    const { receiver, sizes, enqueued } = receiverOf(conflict);
    expect(await receiver.receive(fresh(1))).toEqual({ kind: 'busy' });
    expect(sizes).toEqual([1, 1, 1, 1, 1]);
    expect(enqueued).toEqual([]);
  });

  it('is judged twice with its batch, and then by itself', async () => {
    const { receiver, sizes } = receiverOf((run) => (run <= 2 ? conflict() : { outcome: 'accepted' }));
    const results = await Promise.all([1, 2, 3].map((n) => receiver.receive(fresh(n))));
    expect(results.map(({ kind }) => kind)).toEqual(['accepted', 'accepted', 'accepted']);
    expect(sizes).toEqual([3, 3, 1, 1, 1]);
  });

  it('is judged once more with its batch when that helps', async () => {
    const { receiver, sizes } = receiverOf((run) => (run === 1 ? conflict() : { outcome: 'accepted' }));
    await Promise.all([1, 2, 3].map((n) => receiver.receive(fresh(n))));
    expect(sizes).toEqual([3, 3]);
  });
});

describe('what the database says', () => {
  it('is told to the queue only for what was stored', async () => {
    const { receiver, enqueued } = receiverOf(() => ({ outcome: 'duplicate' }));
    expect(await receiver.receive(fresh(1))).toEqual({ kind: 'duplicate' });
    expect(enqueued).toEqual([]);
  });

  it.each([['a value', { outcome: 'flood' }] as const, ['an answer', null] as const])(
    'is a fault of ours when %s is left out',
    async (_what, said) => {
      const { receiver } = receiverOf(() => said);
      await expect(receiver.receive(fresh(1))).rejects.toThrow(
        'the database left out a value that it always has',
      );
    },
  );

  it.each([
    [0, 1],
    [7, 7],
  ])('is %s seconds to wait, told as %s', async (wait, retryAfterSeconds) => {
    const { receiver } = receiverOf(() => ({ outcome: 'flood', wait }));
    expect(await receiver.receive(fresh(1))).toEqual({ kind: 'flood', retryAfterSeconds });
  });

  it('is asked no more than some submission of the batch needs', async () => {
    const { receiver, statements } = receiverOf(() => ({ outcome: 'accepted' }));
    const made = { thread: { create: { key: 'post-7', title: 'Seven' } } };
    const keyed = { idempotency: { key: 'k', requestHash: 'r' } };
    for (const [one, other] of [
      [{}, {}],
      [{}, made],
      [keyed, {}],
      [made, keyed],
    ])
      await Promise.all([receiver.receive(fresh(1, one)), receiver.receive(fresh(2, other))]);
    expect(statements).toEqual(['store', 'store-threads', 'store-keys', 'store-threads-keys']);
  });
});
