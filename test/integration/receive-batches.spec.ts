import fc from 'fast-check';
import type { NewSubmission, ReceiveResult } from '../../src/intake/receive-submission.js';
import { Receiving } from '../support/receiving.js';

/** A submission from so small a world that many of a list meet. */
interface Wish {
  author: number;
  email: number;
  text: number;
  address: number;
  key: number;
}

const wish: fc.Arbitrary<Wish> = fc.record({
  author: fc.nat(2),
  email: fc.nat(3),
  text: fc.nat(3),
  address: fc.nat(6),
  key: fc.nat(6),
});

let at: Receiving;

beforeAll(async () => {
  at = await Receiving.start();
});

afterAll(() => at.destroy());

/** The submission of a wish; a key of 5 or more is none, an e-mail of 3 is none. */
function submissionOf({ author, email, text, address, key }: Wish): NewSubmission {
  return at.fresh({
    author: { name: `Name ${author}`, email: email === 3 ? '' : `${email}@example.org`, url: '' },
    body: `Text ${text}`,
    address: `192.0.2.${address}`,
    ...(key >= 5 ? {} : { idempotency: { key: `key ${key}`, requestHash: `${author} ${email} ${text}` } }),
  });
}

/** What happened, with ids as the place of the first that got them. */
function plot(results: ReceiveResult[]): string[] {
  const places = new Map<string, number>();
  return results.map((result, place) => {
    if (result.kind !== 'accepted') return result.kind;
    if (!places.has(result.id)) places.set(result.id, place);
    return `accepted ${result.repeated ? 'as' : 'at'} ${places.get(result.id)}`;
  });
}

it.each([0, 15])(
  'any mix gets the answers together that it gets one by one, with %i seconds of flood',
  async (floodSeconds) => {
    await fc.assert(
      fc.asyncProperty(fc.array(wish, { minLength: 2, maxLength: 40 }), async (wishes) => {
        await at.newSite({ floodSeconds });
        const alone = at.receiver();
        const oneByOne: ReceiveResult[] = [];
        for (const each of wishes) oneByOne.push(await alone.receive(submissionOf(each)));
        const stored = await at.countRows();

        await at.newSite({ floodSeconds });
        const crowd = at.receiver();
        const together = await Promise.all(wishes.map((each) => crowd.receive(submissionOf(each))));
        expect(plot(together)).toEqual(plot(oneByOne));
        expect(await at.countRows()).toBe(stored);
      }),
      { numRuns: 15 },
    );
  },
  30_000,
);
