import { CLEAN_SIGNALS } from '../../test/support/clean-signals.js';
import { decide as decideOf, withoutEach } from './decide.js';
import { MEASURES } from './measure-kind.js';
import { policySchema } from './policy.js';
import type { Evidence, Oddity, Signal, SignalKind } from './signal.js';

const SUBJECT = { id: '8d0f6b1e-5c3a-4a53-9d52-0a4b1c6c7d11', receivedOn: '2026-11-23' };
const POLICY = policySchema.parse({});

function evidence<Kind extends SignalKind>(kind: Kind, found: Partial<Evidence[Kind]>): Signal {
  const usual = CLEAN_SIGNALS.find((signal) => signal.kind === kind)?.evidence ?? {};
  return { kind, score: 1, evidence: { ...usual, ...found } } as unknown as Signal;
}

const withClean = (...signals: Signal[]): Signal[] => [
  ...CLEAN_SIGNALS.filter(({ kind }) => !signals.some((signal) => signal.kind === kind)),
  ...signals,
];

const decide = (policy: object, ...signals: Signal[]) => {
  const { outcome, rule } = decideOf(policySchema.parse(policy), withClean(...signals), SUBJECT);
  return `${outcome} ${rule}`;
};

const measured = (...kinds: (typeof MEASURES)[number][]) =>
  evidence('author-measure', { measures: kinds.map((kind) => ({ id: kind, kind })) });

describe('each rule of the machine', () => {
  it('what people laid upon an author', () => {
    expect(MEASURES.map((kind) => decide({}, measured(kind)))).toEqual([
      'hold author-hold',
      'reject author-measure',
      'reject author-measure',
    ]);
    expect(decide({}, measured('hold_always', 'ban'))).toBe('reject author-measure');
    expect(decide({}, measured())).toBe('approve default');
  });

  it('what people switched, before anything else', () => {
    const on = (name: 'hold-all' | 'stop-automation' | 'thread-hold') => evidence('switches', { on: [name] });
    expect(decide({}, on('hold-all'), measured('ban'))).toBe('hold hold-all');
    expect(decide({}, on('stop-automation'), measured('ban'))).toBe('hold stop-automation');
    expect(decide({}, on('thread-hold'))).toBe('hold thread-hold');
    expect(decide({}, on('thread-hold'), measured('ban'))).toBe('reject author-measure');
  });

  it('a guard against a raid', () => {
    expect(decide({}, evidence('raid-guard', { guards: ['one'] }))).toBe('hold raid-guard');
  });

  const HIDING: Oddity[] = [
    ...(['bidi', 'hidden-characters', 'invisible', 'letters-apart'] as const),
    ...(['letters-blanked', 'mixed-alphabets', 'mixed-kana', 'stacked-marks'] as const),
  ];
  it.each(HIDING)('a text that is other than it looks: %s', (oddity) => {
    expect(decide({}, evidence('shape', { oddities: [oddity] }))).toBe('hold odd-shape');
    expect(decide({ odd_shape: false }, evidence('shape', { oddities: [oddity] }))).toBe('approve default');
  });

  it('the brake of a page, from its number and share on', () => {
    const brake = { thread_brake: { flagged: 3, percent: 30 } };
    const state = (flagged: number, settled: number) => evidence('thread-state', { flagged, settled });
    expect(decide(brake, state(3, 10))).toBe('hold thread-brake');
    expect(decide(brake, state(2, 4))).toBe('approve default');
    expect(decide(brake, state(3, 11))).toBe('approve default');
    expect(decide({}, state(9, 9))).toBe('approve default');
  });

  const failures: Signal[] = [
    evidence('stage-failed', { stage: 'x', message: 'x' }),
    evidence('screening-failed', {}),
    evidence('screening-overdue', {}),
  ];
  it.each(failures)('what is unknown goes before what a policy wants: $kind', (signal) => {
    expect(decide({ mode: 'moderate' }, signal)).toBe(`hold ${signal.kind}`);
    const rule = {
      id: 'one',
      says: { en: 'One.', ja: '一。' },
      when: { signal: 'links.count', gte: 0 },
      // oxlint-disable-next-line unicorn/no-thenable -- the language of rules
      then: { action: 'hold' },
    };
    expect(decide({ rules: [rule] }, signal)).toBe(`hold ${signal.kind}`);
  });
});

describe('points', () => {
  const weighing = (weight: number, more: object = {}) => ({
    rules: [
      {
        id: 'one',
        says: { en: 'One.', ja: '一。' },
        when: { signal: 'links.count', gte: 1 },
        // oxlint-disable-next-line unicorn/no-thenable -- the language of rules
        then: { weight },
        ...more,
      },
    ],
  });
  const links = evidence('links', { count: 1 });

  it('hold from the threshold on, and a threshold of none or zero does nothing', () => {
    expect(decide({ ...weighing(5), thresholds: { hold: 5 } }, links)).toBe('hold score-hold');
    expect(decide({ ...weighing(4.9), thresholds: { hold: 5 } }, links)).toBe('approve default');
    expect(decide({ ...weighing(5), thresholds: { hold: null } }, links)).toBe('approve default');
    expect(decide({ ...weighing(5), thresholds: { hold: 0 } }, links)).toBe('approve default');
    expect(decide({ ...weighing(9), thresholds: { hold: 5, reject: 9 } }, links)).toBe('reject score-reject');
  });

  const without = (policy: object) =>
    withoutEach(policySchema.parse(policy), withClean(links), SUBJECT).map(
      ({ rule, outcome }) => `${rule} ${outcome}`,
    );

  it('are what would have changed an outcome without their rule, unless it only watches', () => {
    const thresholds = { hold: 5 };
    expect(without({ ...weighing(5), thresholds })).toEqual(['score-hold approve', 'one approve']);
    expect(without({ ...weighing(5, { mode: 'shadow' }), thresholds })).toEqual([]);
    expect(without({ ...POLICY, ...weighing(1), thresholds })).toEqual([]);
  });
});
