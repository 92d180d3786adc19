import fc from 'fast-check';
import { anyPolicy, SIGNAL_KINDS, signalOf, signalsOf } from '../../test/support/signals.js';
import { decide as decideOf, type Decided, REQUIRED_SIGNALS } from './decide.js';
import { SWITCHES } from './panic-switch.entity.js';
import type { Policy } from './policy.js';
import type { Signal } from './signal.js';

const SUBJECT = { id: '8d0f6b1e-5c3a-4a53-9d52-0a4b1c6c7d11', receivedOn: '2026-11-23' };
const decide = (policy: Policy, signals: readonly Signal[]) => decideOf(policy, signals, SUBJECT);

const SEVERITY = { approve: 0, hold: 1, reject: 2 };
const severity = ({ outcome }: Decided): number => SEVERITY[outcome];

/** What screening of today gives: one signal of each required kind. */
const complete = signalsOf(REQUIRED_SIGNALS);

/** The signals of stages, of which some failed or gave nothing. */
const any = signalsOf(SIGNAL_KINDS).chain((signals) => fc.subarray(signals));

const failure: Signal = { kind: 'stage-failed', score: 1, evidence: { stage: 'x', message: 'x' } };
const required = fc.constantFrom(...REQUIRED_SIGNALS);

/** The same with the keys of every object in another order. */
function rekeyed<T>(value: T, order: readonly number[]): T {
  if (Array.isArray(value)) return value.map((inner: unknown) => rekeyed(inner, order)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner], place) => ({
    key,
    inner,
    rank: order[place] ?? 0,
  }));
  entries.sort((a, b) => a.rank - b.rank);
  return Object.fromEntries(entries.map(({ key, inner }) => [key, rekeyed(inner, order)])) as T;
}

/** The signal after one more hit, link, repetition, rejection or neighbour, or one approval less. */
function worse(signal: Signal): Signal {
  const hit = { word: 'w', span: { field: 'text' as const, start: 0, end: 1 } };
  switch (signal.kind) {
    case 'disallowed-words':
    case 'moderation-words':
      return { ...signal, evidence: { hits: [...signal.evidence.hits, hit] } };
    case 'listed-terms':
      return {
        ...signal,
        evidence: {
          hits: [...signal.evidence.hits, { list: 'bad', term: 'w', seenAs: 'text', span: hit.span }],
        },
      };
    case 'patterns':
      return {
        ...signal,
        evidence: { hits: [...signal.evidence.hits, { pattern: 'phone', span: hit.span }] },
      };
    case 'shape':
      return { ...signal, evidence: { ...signal.evidence, oddities: ['bidi', ...signal.evidence.oddities] } };
    case 'thread-state':
      return { ...signal, evidence: { ...signal.evidence, closed: true } };
    case 'links':
      return { ...signal, evidence: { ...signal.evidence, count: signal.evidence.count + 1 } };
    case 'repeated-text':
      return { ...signal, evidence: { count: signal.evidence.count + 1 } };
    case 'near-duplicates':
      return { ...signal, evidence: { ...signal.evidence, same: signal.evidence.same + 1 } };
    case 'network-rate':
      return { ...signal, evidence: { ...signal.evidence, count: signal.evidence.count + 1 } };
    case 'rates':
      return { ...signal, evidence: { ...signal.evidence, author: signal.evidence.author + 1 } };
    case 'author-history': {
      const { approved, rejected, days } = signal.evidence;
      return { ...signal, evidence: { approved: Math.max(0, approved - 1), rejected: rejected + 1, days } };
    }
    case 'prompt-like':
      return { ...signal, evidence: { spans: [...signal.evidence.spans, hit.span] } };
    case 'link-history':
      return { ...signal, evidence: { ...signal.evidence, fresh: signal.evidence.fresh + 1 } };
    case 'language':
      return { ...signal, evidence: { ...signal.evidence, fits: false } };
    case 'mail-address':
      return { ...signal, evidence: { ...signal.evidence, disposable: true } };
    case 'provider':
      return { ...signal, evidence: { calls: signal.evidence.calls.slice(1) } };
    case 'switches':
    case 'rule-limits':
    case 'raid-guard':
    case 'author-measure':
    case 'stage-failed':
    case 'screening-failed':
    case 'screening-overdue':
      return signal;
  }
}

describe('whatever the policy and the signals, the outcome', () => {
  it('is no approval once a required signal is unknown: it is missing, or its stage failed', () => {
    fc.assert(
      fc.property(anyPolicy, complete, required, fc.boolean(), (policy, signals, kind, told) => {
        const others = signals.filter((signal) => signal.kind !== kind);
        const decided = decide(policy, told ? [...others, failure] : others);
        expect(severity(decided)).toBeGreaterThanOrEqual(SEVERITY.hold);
        expect(decided.matched).toContain('stage-failed');
      }),
      { numRuns: 500 },
    );
  });

  it('is not milder for a signal that is unknown, but for the one that alone can reject: that is held', () => {
    fc.assert(
      fc.property(anyPolicy, complete, required, (policy, signals, kind) => {
        const unknown = decide(
          policy,
          signals.map((signal) => (signal.kind === kind ? failure : signal)),
        );
        const before = severity(decide(policy, signals));
        expect(severity(unknown)).toBeGreaterThanOrEqual(
          kind === 'disallowed-words' ? Math.min(before, SEVERITY.hold) : before,
        );
      }),
      { numRuns: 500 },
    );
  });

  it('knows no signal that is optional but those of outside services, of people and of limits: what is not required says that something failed', () => {
    const known: readonly string[] = [
      ...REQUIRED_SIGNALS,
      'provider',
      'switches',
      'rule-limits',
      'raid-guard',
      'author-measure',
    ];
    const others = SIGNAL_KINDS.filter((kind) => !known.includes(kind));
    expect(others.sort()).toEqual(['screening-failed', 'screening-overdue', 'stage-failed']);
    fc.assert(
      fc.property(
        anyPolicy,
        complete,
        fc.constantFrom(...others).chain(signalOf),
        (policy, signals, added) => {
          const before = severity(decide(policy, signals));
          expect(severity(decide(policy, [...signals, added]))).toBe(Math.max(before, SEVERITY.hold));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is the same byte for byte, whatever the order of signals of different kinds and of the keys of objects', () => {
    const orders = fc.array(fc.nat(9), { minLength: 12, maxLength: 12 });
    const shuffled = any.chain((signals) =>
      fc.tuple(fc.constant(signals), fc.shuffledSubarray(signals, { minLength: signals.length })),
    );
    fc.assert(
      fc.property(anyPolicy, shuffled, orders, (policy, [signals, moved], order) => {
        const once = JSON.stringify(decide(policy, signals));
        expect(JSON.stringify(decide(policy, signals))).toBe(once);
        expect(JSON.stringify(decide(rekeyed(policy, order), rekeyed(moved, order)))).toBe(once);
      }),
      { numRuns: 500 },
    );
  });

  it('is to hold, and nothing else, while people hold everything or have stopped the machine', () => {
    const stopped = fc.subarray([...SWITCHES]).filter((on) => on.some((name) => name !== 'thread-hold'));
    fc.assert(
      fc.property(anyPolicy, any, stopped, (policy, signals, on) => {
        const others = signals.filter(({ kind }) => kind !== 'switches');
        const { outcome, rule } = decide(policy, [
          ...others,
          { kind: 'switches', score: 1, evidence: { on } },
        ]);
        expect(outcome).toBe('hold');
        expect(on).toContain(rule);
      }),
    );
  });

  it('is no approval on a thread that people hold, and a rejection stays one', () => {
    fc.assert(
      fc.property(anyPolicy, complete, (policy, signals) => {
        const held: Signal = { kind: 'switches', score: 1, evidence: { on: ['thread-hold'] } };
        expect(severity(decide(policy, [...signals, held]))).toBe(
          Math.max(severity(decide(policy, signals)), SEVERITY.hold),
        );
      }),
    );
  });

  it('is that of the first of two signals of one kind', () => {
    const kinds = fc.constantFrom(...SIGNAL_KINDS);
    fc.assert(
      fc.property(anyPolicy, any, kinds.chain(signalOf), (policy, signals, second) => {
        const doubled = signals.some(({ kind }) => kind === second.kind) ? [...signals, second] : signals;
        expect(decide(policy, doubled)).toEqual(decide(policy, signals));
      }),
    );
  });

  it('changes nothing it is given', () => {
    const frozen = <T>(value: T): T => {
      if (typeof value === 'object' && value !== null)
        for (const inner of Object.values(value)) frozen(inner);
      return Object.freeze(value);
    };
    fc.assert(
      fc.property(anyPolicy, any, (policy, signals) => {
        expect(() => decide(frozen(policy), frozen(signals))).not.toThrow();
      }),
    );
  });

  it('is never milder for one hit more of any kind, and every rule that matched still does', () => {
    fc.assert(
      fc.property(anyPolicy, any, fc.constantFrom(...SIGNAL_KINDS), (policy, signals, kind) => {
        const before = decide(policy, signals);
        const after = decide(
          policy,
          signals.map((signal) => (signal.kind === kind ? worse(signal) : signal)),
        );
        expect(severity(after)).toBeGreaterThanOrEqual(severity(before));
        expect(after.matched).toEqual(
          expect.arrayContaining(before.matched.filter((name) => name !== 'default')),
        );
      }),
      { numRuns: 500 },
    );
  });
});
