import fc from 'fast-check';
import { CLEAN_SIGNALS as CLEAN } from '../../../test/support/clean-signals.js';
import { aContext, type ContextWish } from '../../../test/support/a.js';
import { type Policy, PLAIN_POLICY } from '../../domain/policy.js';
import type { Signal } from '../../domain/signal.js';
import { ruleSentence } from '../../messages/signals.messages.js';
import { STAGES } from '../stages/index.js';
import { DEFAULT_RULE, decide, REQUIRED_SIGNALS, RULES } from '../../domain/decide.js';
import { runPipeline } from './run-pipeline.js';

const hit = { word: 'x', span: { field: 'text' as const, start: 0, end: 1 } };

const nearly = (same: number, similar = 0): Signal => ({
  kind: 'near-duplicates',
  score: 1,
  evidence: { same, similar, authors: same, networks: 0, ids: [], hours: 24 },
});

const withSignal = (signal: Signal): Signal[] => [
  ...CLEAN.filter(({ kind }) => kind !== signal.kind),
  signal,
];

const history = (approved: number, rejected = 0): Signal => ({
  kind: 'author-history',
  score: 0.5,
  evidence: { approved, rejected, days: 90 },
});

const links = (count: number): Signal => ({ kind: 'links', score: 1, evidence: { count, spans: [] } });

const rate = (count: number): Signal => ({
  kind: 'network-rate',
  score: 1,
  evidence: { count, budget: 30, minutes: 10 },
});

const repeated = (count: number): Signal => ({ kind: 'repeated-text', score: 1, evidence: { count } });

const disallowed: Signal = { kind: 'disallowed-words', score: 1, evidence: { hits: [hit] } };

const BAD: readonly Signal[] = [
  disallowed,
  { kind: 'screening-failed', score: 1, evidence: { tries: 3, message: '' } },
  { kind: 'screening-overdue', score: 1, evidence: { seconds: 900 } },
  { kind: 'stage-failed', score: 1, evidence: { stage: 'links', message: '' } },
  { kind: 'thread-state', score: 1, evidence: { closed: true } },
  { kind: 'moderation-words', score: 1, evidence: { hits: [hit] } },
  links(2),
  history(1),
  history(5, 2),
  repeated(1),
  nearly(3),
  rate(30),
];

const SUBJECT = { id: '8d0f6b1e-5c3a-4a53-9d52-0a4b1c6c7d11', receivedOn: '2026-11-23' };

/** By the settings of the policy alone. */
const decided = (policy: Policy, signals: readonly Signal[]) => {
  const { outcome, rule, matched } = decide(policy, signals, SUBJECT);
  return { outcome, rule, matched };
};

const decideWith = (signals: readonly Signal[], policy: Partial<Policy> = {}) =>
  decided({ ...PLAIN_POLICY, ...policy }, signals);

describe('decide', () => {
  it('approves what no rule speaks against', () => {
    expect(decideWith(CLEAN)).toEqual({ outcome: 'approve', rule: 'default', matched: ['default'] });
  });

  it.each<[string, Signal, Partial<Policy>, string]>([
    ['a disallowed word', disallowed, {}, 'disallowed-words'],
    [
      'a stage that failed',
      { kind: 'stage-failed', score: 1, evidence: { stage: 'links', message: '' } },
      {},
      'stage-failed',
    ],
    [
      'a failed screening',
      { kind: 'screening-failed', score: 1, evidence: { tries: 3, message: '' } },
      {},
      'screening-failed',
    ],
    [
      'an overdue screening',
      { kind: 'screening-overdue', score: 1, evidence: { seconds: 1 } },
      {},
      'screening-overdue',
    ],
    ['a closed thread', { kind: 'thread-state', score: 1, evidence: { closed: true } }, {}, 'thread-closed'],
    ['moderation mode', links(0), { mode: 'moderate' }, 'moderation-mode'],
    ['as many links as the limit', links(2), {}, 'links'],
    ['one link where one is the limit', links(1), { max_links: 1 }, 'links'],
    ['one link fewer than the limit', links(1), {}, 'default'],
    ['links without a limit', links(50), { max_links: 0 }, 'default'],
    [
      'a moderation word',
      { kind: 'moderation-words', score: 1, evidence: { hits: [hit] } },
      {},
      'moderation-words',
    ],
    ['one approved comment of two', history(1), {}, 'first-comments'],
    ['an unknown author', history(0), { first_held: 0 }, 'unknown-author'],
    [
      'an unknown author where that is allowed',
      history(0),
      { first_held: 0, previously_approved: false },
      'default',
    ],
    ['a text sent before', repeated(1), {}, 'repeated-text'],
    ['as many texts like it as the limit', nearly(3), {}, 'near-duplicates'],
    ['one text fewer like it', nearly(2, 50), {}, 'default'],
    [
      'many texts like it without a limit',
      nearly(50),
      { near_duplicates: { count: 0, hours: 24 } },
      'default',
    ],
    ['a text sent before where that is allowed', repeated(9), { repeated_text: 0 }, 'default'],
    ['two rejections', history(9, 2), {}, 'rejected-before'],
    ['one rejection', history(9, 1), {}, 'default'],
    [
      'one rejection where one counts',
      history(9, 1),
      { rejections: { count: 1, days: 90 } },
      'rejected-before',
    ],
    ['rejections that do not count', history(9, 9), { rejections: { count: 0, days: 90 } }, 'default'],
    ['a full network budget', rate(30), {}, 'network-budget'],
    [
      'a network budget of one',
      rate(1),
      { network_budget: { submissions: 1, minutes: 10 } },
      'network-budget',
    ],
    ['the last of a network budget', rate(29), {}, 'default'],
    ['no network budget', rate(999), { network_budget: { submissions: 0, minutes: 10 } }, 'default'],
  ])('%s', (_case, signal, policy, rule) => {
    const decided = decideWith(withSignal(signal), policy);
    expect(decided.rule).toBe(rule);
    expect(decided.outcome).toBe(
      rule === 'default' ? 'approve' : rule === 'disallowed-words' ? 'reject' : 'hold',
    );
  });

  it('names every rule that matched, in order of precedence', () => {
    const signals = [history(0), links(3), ...CLEAN.slice(1, 2), disallowed];
    expect(decideWith(signals, { mode: 'moderate' })).toEqual({
      outcome: 'reject',
      rule: 'disallowed-words',
      matched: [
        'disallowed-words',
        'stage-failed',
        'moderation-mode',
        'links',
        'first-comments',
        'unknown-author',
      ],
    });
  });

  it('never approves while a required signal is missing', () => {
    for (const kind of REQUIRED_SIGNALS) {
      const decided = decideWith(CLEAN.filter((signal) => signal.kind !== kind));
      expect([kind, decided.outcome, decided.rule]).toEqual([kind, 'hold', 'stage-failed']);
    }
  });

  it('requires the signal of every stage that there is', () => {
    expect([...REQUIRED_SIGNALS].sort()).toEqual(CLEAN.map(({ kind }) => kind).sort());
    expect([...REQUIRED_SIGNALS].sort()).toEqual(STAGES.flatMap(({ gives }) => gives).sort());
  });

  it('takes what is missing for nothing known, not for something bad', () => {
    const loose = { first_held: 1, max_links: 1, rejections: { count: 1, days: 90 } };
    expect(decideWith([], loose).matched).toEqual(['stage-failed', 'first-comments', 'unknown-author']);
  });

  it('has a sentence for every rule', () => {
    for (const rule of [...RULES.map(({ name }) => name), DEFAULT_RULE]) {
      expect(ruleSentence('en', rule)).not.toBe(rule);
      expect(ruleSentence('ja', rule)).not.toBe(rule);
    }
  });
});

const { lists, patterns, rules, groups, thresholds, providers } = PLAIN_POLICY;
const anyPolicy: fc.Arbitrary<Policy> = fc.record({
  odd_shape: fc.boolean(),
  lists: fc.constant(lists),
  patterns: fc.constant(patterns),
  rules: fc.constant(rules),
  groups: fc.constant(groups),
  thresholds: fc.constant(thresholds),
  providers: fc.constant(providers),
  mode: fc.constantFrom('moderate', 'policy'),
  first_held: fc.nat(3),
  previously_approved: fc.boolean(),
  max_links: fc.nat(3),
  moderation_words: fc.constant([]),
  disallowed_words: fc.constant([]),
  repeated_text: fc.nat(2),
  near_duplicates: fc.record({ count: fc.nat(4), hours: fc.constant(24) }),
  rejections: fc.record({ count: fc.nat(3), days: fc.constant(90) }),
  network_budget: fc.record({ submissions: fc.nat(40), minutes: fc.constant(10) }),
  rates: fc.constant({ minutes: 60 }),
  thread_brake: fc.record({ flagged: fc.nat(3), percent: fc.constant(30), minutes: fc.constant(60) }),
  trusted_domains: fc.constant([]),
  disposable_mail: fc.constant([]),
});

const anySignals = fc.array(fc.constantFrom(...CLEAN, ...BAD), { maxLength: 12 });

describe('any policy and any signals', () => {
  it('come to the same outcome each time', () => {
    fc.assert(
      fc.property(anyPolicy, anySignals, (policy, signals) => {
        expect(decided(policy, signals)).toEqual(decided(structuredClone(policy), structuredClone(signals)));
      }),
    );
  });

  it('are not approved without every required signal', () => {
    fc.assert(
      fc.property(anyPolicy, anySignals, fc.constantFrom(...REQUIRED_SIGNALS), (policy, signals, missing) => {
        const { outcome } = decided(
          policy,
          signals.filter(({ kind }) => kind !== missing),
        );
        expect(outcome).not.toBe('approve');
      }),
    );
  });

  it('are never better off for a failure that is added', () => {
    const failure = fc.constantFrom<Signal>(...BAD.filter(({ kind }) => /failed|overdue/.test(kind)));
    fc.assert(
      fc.property(anyPolicy, anySignals, failure, (policy, signals, added) => {
        const before = decided(policy, signals).outcome;
        expect(decided(policy, [...signals, added]).outcome).toBe(before === 'reject' ? 'reject' : 'hold');
      }),
    );
  });

  it('are never better off for more links, words, repetitions, rejections or neighbours', () => {
    const rank = { reject: 0, hold: 1, approve: 2 };
    fc.assert(
      fc.property(anyPolicy, fc.constantFrom(...BAD), (policy, bad) => {
        const before = rank[decided(policy, CLEAN).outcome];
        expect(rank[decided(policy, withSignal(bad)).outcome]).toBeLessThanOrEqual(before);
      }),
    );
  });
});

describe('the stages together', () => {
  const outcomeOf = async (wish: ContextWish) => {
    const context = aContext(wish);
    return decided(context.policy, await runPipeline(STAGES, context, 1_000)).rule;
  };

  it('give every required signal', async () => {
    const kinds = (await runPipeline(STAGES, aContext(), 1_000)).map(({ kind }) => kind);
    expect(kinds).toEqual(expect.arrayContaining([...REQUIRED_SIGNALS]));
    expect(STAGES.flatMap(({ gives }) => gives)).toEqual(kinds);
  });

  it.each<[ContextWish, string]>([
    [{}, 'default'],
    [{ approvedBefore: 0 }, 'first-comments'],
    [{ thread: { closed: false, hidden: true } }, 'thread-closed'],
    [{ submission: { body: 'http://a.example http://b.example' } }, 'links'],
    [{ policy: { disallowed_words: ['thoughtful'], mode: 'moderate' } }, 'disallowed-words'],
    [{ sameNetwork: 30 }, 'network-budget'],
  ])('%j is decided by %s', async (wish, rule) => {
    expect(await outcomeOf(wish)).toBe(rule);
  });
});
