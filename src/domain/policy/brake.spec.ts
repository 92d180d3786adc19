import fc from 'fast-check';
import { policySchema } from '../policy.js';
import { actingRules, brakeCause, rulePrint } from './brake.js';

const NEVER_WATCHED = { hits: 0, seen: 0 };

describe('a rule that was just put in force', () => {
  it.each([
    [{ hits: 2, seen: 2 }, null],
    [{ hits: 3, seen: 60 }, null],
    [{ hits: 3, seen: 59 }, 'share'],
    [{ hits: 50, seen: 1_000 }, null],
    [{ hits: 51, seen: 1_000 }, 'share'],
  ])('and was never watched, with %p: %p', (live, cause) => {
    expect(brakeCause(live, NEVER_WATCHED)).toBe(cause);
    expect(brakeCause(live, { hits: 99, seen: 99 })).toBe(cause);
  });

  it.each([
    [{ hits: 10, seen: 100 }, null],
    [{ hits: 12, seen: 100 }, null],
    [{ hits: 30, seen: 100 }, 'band'],
    [{ hits: 1, seen: 100 }, null],
  ])('and was watched with a share of 10 %%, with %p: %p', (live, cause) =>
    expect(brakeCause(live, { hits: 100, seen: 1_000 })).toBe(cause),
  );

  it('goes on when it does what it did while it was watched', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 100, max: 5_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (seen, share) => {
          const same = { hits: Math.round(share * seen), seen };
          expect(brakeCause(same, same)).toBeNull();
        },
      ),
    );
  });
});

const says = { en: 'A rule.', ja: 'ルール。' };
const RULE = {
  id: 'one',
  says,
  when: { any: [{ contains: '@bad' }, { matches: '@phone' }] },
  // oxlint-disable-next-line unicorn/no-thenable -- the language of rules
  then: { action: 'hold' },
};
const LISTS = { bad: { terms: ['x'] }, other: { terms: ['y'] } };

function printOf(
  over: object,
  { lists = LISTS, patterns = { phone: '555' } }: { lists?: object; patterns?: object } = {},
) {
  const policy = policySchema.parse({ rules: [{ ...RULE, ...over }], lists, patterns });
  const [rule] = policy.rules;
  return rule && rulePrint(policy, rule);
}

describe('the print of a rule', () => {
  it.each([
    ['its mode', { mode: 'shadow' }, {}],
    ['its words', { says: { en: 'Other.', ja: '別。' } }, {}],
    ['a list it does not name', {}, { lists: { ...LISTS, other: { terms: ['z'] } } }],
  ])('is the same after a change of %s', (_what, over, parts) =>
    expect(printOf(over, parts)).toBe(printOf({})),
  );

  it.each([
    ['its condition', { when: { contains: '@bad' } }, {}],
    // oxlint-disable-next-line unicorn/no-thenable -- the language of rules
    ['what it does', { then: { action: 'reject' } }, {}],
    ['its sample', { sample: 50 }, {}],
    ['a list it names', {}, { lists: { ...LISTS, bad: { terms: ['x', 'z'] } } }],
    ['a pattern it names', {}, { patterns: { phone: '556' } }],
  ])('is another after a change of %s', (_what, over, parts) =>
    expect(printOf(over, parts)).not.toBe(printOf({})),
  );
});

it('acts only in force', () => {
  const rules = (['draft', 'shadow', 'hold_only', 'live'] as const).map((mode) => ({
    ...RULE,
    id: mode.replace('_', '-'),
    mode,
  }));
  const policy = policySchema.parse({ rules, lists: LISTS, patterns: { phone: '555' } });
  expect(actingRules(policy).map(({ id }) => id)).toEqual(['hold-only', 'live']);
});
