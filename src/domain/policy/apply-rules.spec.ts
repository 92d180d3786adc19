import fc from 'fast-check';
import { CLEAN_SIGNALS } from '../../../test/support/clean-signals.js';
import { decide, withoutEach } from '../decide.js';
import { type Policy, policySchema } from '../policy.js';
import type { Signal } from '../signal.js';
import { applyRules } from './apply-rules.js';

const SUBJECT = { id: '5f0c9d0e-0f5d-4a3e-8a93-3f6a2b1c0d9e', receivedOn: '2027-03-01' };

const hit = (seenAs: 'text' | 'lookalike') =>
  ({ list: 'insults', term: 'idiot', seenAs, span: { field: 'text', start: 0, end: 5 } }) as const;

/** What a known author's harmless comment with a link gives, and the given signals instead of their kinds. */
const given = (...signals: Signal[]): Signal[] => {
  const usual = CLEAN_SIGNALS.map((signal): Signal =>
    signal.kind === 'links' ? { ...signal, evidence: { count: 1, spans: [] } } : signal,
  );
  return [...usual.filter(({ kind }) => !signals.some((signal) => signal.kind === kind)), ...signals];
};

const says = { en: 'A rule.', ja: 'ルール。' };
const ANY_LINK = { signal: 'links.count', gte: 1 };

const withRules = (...rules: object[]): Policy =>
  policySchema.parse({
    rules,
    lists: { insults: { terms: ['idiot'] } },
    patterns: { phone: '555' },
    groups: { links: { cap: 3 } },
  });

const rule = (id: string, over: object = {}) => ({
  id,
  says,
  when: ANY_LINK,
  // oxlint-disable-next-line unicorn/no-thenable -- the language of rules
  then: { action: 'hold', weight: 2, group: 'links' },
  ...over,
});

const symbolOf = (over: object, subject = SUBJECT, signals = given()) =>
  applyRules(withRules(rule('one', over)), signals, subject).symbols[0];

describe('a rule', () => {
  it.each([
    ['live', 'hold'],
    ['hold_only', 'hold'],
    ['shadow', null],
  ])('in mode %s asks for %p', (mode, action) => expect(symbolOf({ mode })?.action).toBe(action));

  it('that rejects may only hold in mode hold_only, or when it rests on a disguise', () => {
    const then = { action: 'reject' };
    expect(symbolOf({ then })?.action).toBe('reject');
    expect(symbolOf({ then, mode: 'hold_only' })?.action).toBe('hold');
    const when = { contains: '@insults' };
    const seen = (seenAs: 'text' | 'lookalike') =>
      given({ kind: 'listed-terms', score: 1, evidence: { hits: [hit(seenAs)] } });
    expect(symbolOf({ then, when }, SUBJECT, seen('text'))?.action).toBe('reject');
    expect(symbolOf({ then, when }, SUBJECT, seen('lookalike'))?.action).toBe('hold');
  });

  it('is passed over as a draft and after its last day', () => {
    expect(symbolOf({ mode: 'draft' })).toBeUndefined();
    expect(symbolOf({ expires: '2027-02-28' })).toBeUndefined();
    expect(symbolOf({ expires: '2027-03-01' })).toBeDefined();
  });

  it('looks at its share of submissions, always the same ones', () => {
    const ids = Array.from({ length: 400 }, (_, index) => `submission ${index}`);
    const chosen = () => ids.filter((id) => symbolOf({ sample: 25 }, { ...SUBJECT, id }) !== undefined);
    expect(chosen().length).toBeGreaterThan(60);
    expect(chosen().length).toBeLessThan(140);
    expect(chosen()).toEqual(chosen());
  });

  it.each([
    [{ id: 'Bad Name' }],
    [{ then: {} }],
    [{ when: undefined }],
    [{ mode: 'on' }],
    [{ expires: 'soon' }],
    [{ when: JSON.parse('{"not":'.repeat(9) + '{"contains":"@a"}' + '}'.repeat(9)) }],
    [{ when: { any: Array.from({ length: 201 }, () => ANY_LINK) } }],
  ])('%j is refused', (over) =>
    expect(policySchema.safeParse({ rules: [rule('one', over)] }).success).toBe(false),
  );
});

describe('points', () => {
  it('of a group count up to its cap, those in shadow not at all', () => {
    const policy = withRules(
      rule('one'),
      rule('two'),
      rule('alone', { then: { weight: 4 } }),
      rule('watched', { mode: 'shadow', then: { weight: 50 } }),
    );
    expect(applyRules(policy, given(), SUBJECT).score).toBe(7);
  });

  it('hold from the threshold on, and reject where the policy says so', () => {
    const points = rule('one', { then: { weight: 5 } });
    expect(decide(withRules(points), given(), SUBJECT)).toMatchObject({
      outcome: 'hold',
      rule: 'score-hold',
    });
    const strict = policySchema.parse({ rules: [points], thresholds: { hold: 1, reject: 5 } });
    expect(decide(strict, given(), SUBJECT)).toMatchObject({ outcome: 'reject', rule: 'score-reject' });
    const loose = policySchema.parse({ rules: [points], thresholds: { hold: null, reject: null } });
    expect(decide(loose, given(), SUBJECT).outcome).toBe('approve');
  });
});

describe('precedence', () => {
  const reject = rule('no', { then: { action: 'reject' } });
  const hold = rule('wait', { then: { action: 'hold' } });
  const failed: Signal = { kind: 'stage-failed', score: 1, evidence: { stage: 'x', message: '' } };

  it('a rule that rejects, then what is unknown, then what holds', () => {
    expect(decide(withRules(hold, reject), given(failed), SUBJECT).matched).toEqual([
      'no',
      'stage-failed',
      'wait',
    ]);
    expect(decide(withRules(hold), given(failed), SUBJECT).matched).toEqual(['stage-failed', 'wait']);
  });

  it('holds what a rule in force could not tell', () => {
    const when = { signal: 'links.disguised', gte: 1 };
    expect(decide(withRules(rule('one', { when })), given(), SUBJECT).rule).toBe('stage-failed');
    expect(decide(withRules(rule('one', { when, mode: 'shadow' })), given(), SUBJECT).outcome).toBe(
      'approve',
    );
  });
});

describe('the reputation of an author', () => {
  const poor = { signal: 'author.reputation', lt: 0.3 };
  const history = (reputation: number): Signal => ({
    kind: 'author-history',
    score: 0,
    evidence: {
      ...{ approved: 5, rejected: 0, days: 90 },
      ...{ reputation, approvedWeight: 0, rejectedWeight: 0, knownDays: 9 },
    },
  });
  const outcomeOf = (policy: Policy, reputation = 0.1) =>
    decide(policy, given(history(reputation)), SUBJECT).outcome;

  it('holds where a rule says reject, alone and with something else', () => {
    const reject = { action: 'reject' };
    expect(outcomeOf(withRules(rule('poor', { when: poor, then: reject })))).toBe('hold');
    expect(outcomeOf(withRules(rule('poor', { when: { all: [poor, ANY_LINK] }, then: reject })))).toBe(
      'hold',
    );
    expect(outcomeOf(withRules(rule('either', { when: { any: [poor, ANY_LINK] }, then: reject })))).toBe(
      'reject',
    );
    expect(outcomeOf(withRules(rule('poor', { when: poor, then: reject })), 0.9)).toBe('approve');
  });

  it('adds points that hold and none that reject; those it takes off count for both', () => {
    const limits = (weight: number) => ({
      ...withRules(
        rule('poor', { when: poor, then: { weight } }),
        rule('link', { when: ANY_LINK, then: { weight: 6 } }),
      ),
      thresholds: { hold: 5, reject: 6 },
    });
    expect(outcomeOf({ ...limits(20), thresholds: { hold: 5, reject: 7 } })).toBe('hold');
    expect(outcomeOf(limits(20))).toBe('reject');
    expect(outcomeOf(limits(-1))).toBe('hold');
  });

  it('is not known of a verdict that was made before there was one', () => {
    const policy = withRules(rule('poor', { when: poor, then: { action: 'hold' } }));
    expect(decide(policy, given(), SUBJECT)).toMatchObject({ outcome: 'hold', rule: 'stage-failed' });
  });
});

describe('what would have been without a rule', () => {
  it('is told for each rule without which the outcome were another', () => {
    const policy = withRules(rule('wait', { then: { action: 'hold' } }), rule('seen', { mode: 'shadow' }));
    expect(withoutEach(policy, given(), SUBJECT)).toEqual([{ rule: 'wait', outcome: 'approve' }]);
    const both = withRules(
      rule('one', { then: { action: 'hold' } }),
      rule('two', { then: { action: 'hold' } }),
    );
    expect(withoutEach(both, given(), SUBJECT)).toEqual([]);
  });
});

describe('any policy with rules', () => {
  const anyRule = fc.record({
    id: fc.stringMatching(/^[a-z]{1,8}$/),
    says: fc.constant(says),
    when: fc.constantFrom(
      ANY_LINK,
      { contains: '@insults' },
      { signal: 'author.approved', lt: 9 },
      { not: { signal: 'duplicates.exact', gte: 1 } },
    ),
    then: fc.record({ action: fc.constantFrom('hold', 'reject'), weight: fc.integer({ min: -9, max: 9 }) }),
    mode: fc.constantFrom('draft', 'shadow', 'hold_only', 'live'),
  });
  const anyPolicy = fc
    .uniqueArray(anyRule, { maxLength: 6, selector: ({ id }) => id })
    .map((rules) => withRules(...rules));

  it('approves nothing when any required signal is missing', () => {
    fc.assert(
      fc.property(anyPolicy, fc.constantFrom(...given().map(({ kind }) => kind)), (policy, gone) => {
        const signals = given().filter(({ kind }) => kind !== gone);
        expect(decide(policy, signals, SUBJECT).outcome).not.toBe('approve');
      }),
    );
  });

  it('decides the same whatever the order of signals and of rules', () => {
    fc.assert(
      fc.property(
        anyPolicy,
        fc.shuffledSubarray(given(), { minLength: given().length }),
        (policy, signals) => {
          const one = decide(policy, given(), SUBJECT);
          const other = decide({ ...policy, rules: policy.rules.toReversed() }, signals, SUBJECT);
          expect(other.outcome).toBe(one.outcome);
          expect(other.score).toBe(one.score);
        },
      ),
    );
  });

  it('gives byte-equal answers, also after the signals were stored', () => {
    fc.assert(
      fc.property(anyPolicy, (policy) => {
        const stored = JSON.parse(JSON.stringify(given())) as Signal[];
        expect(JSON.stringify(decide(policy, stored, SUBJECT))).toBe(
          JSON.stringify(decide(policy, given(), SUBJECT)),
        );
      }),
    );
  });
});

describe('a rule that may only hold for now', () => {
  const effect = fc.oneof(
    fc.constantFrom({ action: 'hold' }, { action: 'reject' }),
    fc.integer({ min: -9, max: 9 }).map((weight) => ({ weight, group: 'links' })),
    fc.integer({ min: -9, max: 9 }).map((weight) => ({ weight })),
  );
  // oxlint-disable-next-line unicorn/no-thenable -- the language of rules
  const policy = (effects: object[]) => ({
    // oxlint-disable-next-line unicorn/no-thenable -- the language of rules
    ...withRules(...effects.map((then, n) => rule(`rule-${n}`, { then }))),
    thresholds: { hold: 3, reject: 6 },
  });
  const limits = (spent: string[], braked: string[]): Signal => ({
    kind: 'rule-limits',
    score: 0,
    evidence: { spent, braked },
  });

  it('approves nothing that would not have been approved, and by itself rejects nothing', () => {
    fc.assert(
      fc.property(fc.array(effect, { maxLength: 4 }), fc.nat(15), fc.nat(15), (effects, some, others) => {
        const ids = (mask: number) => effects.flatMap((_, n) => ((mask >> n) & 1 ? [`rule-${n}`] : []));
        const usual = decide(policy(effects), given(), SUBJECT).outcome;
        const limited = decide(policy(effects), given(limits(ids(some), ids(others))), SUBJECT).outcome;
        expect(limited !== 'approve' || usual === 'approve').toBe(true);
        const all = decide(policy(effects), given(limits(ids(some), ids(15))), SUBJECT).outcome;
        expect(all).not.toBe('reject');
      }),
    );
  });

  it('holds where it rejected', () => {
    const outcomeWith = (...signals: Signal[]) =>
      decide(policy([{ action: 'reject' }]), given(...signals), SUBJECT).outcome;
    expect([
      outcomeWith(),
      outcomeWith(limits(['rule-0'], [])),
      outcomeWith(limits([], ['rule-0'])),
      outcomeWith(limits(['rule-1'], ['rule-2'])),
    ]).toEqual(['reject', 'hold', 'hold', 'reject']);
  });
});
