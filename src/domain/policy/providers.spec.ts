import fc from 'fast-check';
import { anyPolicy, signalOf, signalsOf } from '../../../test/support/signals.js';
import { decide, REQUIRED_SIGNALS } from '../decide.js';
import { type Policy, policySchema } from '../policy.js';
import type { ProviderCall, Signal } from '../signal.js';
import { isAskedAnyway, isOutcomeFixed } from './fixed-outcome.js';

const SUBJECT = { id: '8d0f6b1e-5c3a-4a53-9d52-0a4b1c6c7d11', receivedOn: '2026-11-23' };
const SEVERITY = { approve: 0, hold: 1, reject: 2 } as const;

const call = (wish: Partial<ProviderCall> = {}): ProviderCall => ({
  id: 'moderation',
  status: 'ok',
  model: 'm',
  labels: {},
  sent: ['text'],
  ms: 1,
  ...wish,
});

const signal = (...calls: ProviderCall[]): Signal => ({ kind: 'provider', score: 0, evidence: { calls } });

/** Signals of a harmless comment, as far as a policy without limits looks at them. */
const CLEAN: Signal[] = fc.sample(signalsOf(REQUIRED_SIGNALS), { seed: 1, numRuns: 1 })[0] ?? [];

const LOOSE = { first_held: 0, previously_approved: false, max_links: 0, odd_shape: false, repeated_text: 0 };

const policyWith = (wish: Record<string, unknown>): Policy => policySchema.parse({ ...LOOSE, ...wish });

/** Harmless whatever the sampled signals are. */
const clean = CLEAN.map((one): Signal => {
  if (one.kind === 'disallowed-words' || one.kind === 'moderation-words')
    return { ...one, evidence: { hits: [] } };
  if (one.kind === 'thread-state') return { ...one, evidence: { closed: false } };
  if (one.kind === 'author-history') return { ...one, evidence: { approved: 9, rejected: 0, days: 90 } };
  if (one.kind === 'network-rate') return { ...one, evidence: { count: 0, budget: 30, minutes: 10 } };
  return one.kind === 'prompt-like' ? { ...one, evidence: { spans: [] } } : one;
});

const decided = (providers: unknown, ...calls: ProviderCall[]) => {
  const { outcome, matched } = decide(policyWith({ providers }), [...clean, signal(...calls)], SUBJECT);
  return [outcome, ...matched];
};

describe('outside services', () => {
  it('are none unless the policy names them', () => {
    expect(policyWith({}).providers).toEqual({});
    expect(decided({}, call({ labels: { spam: 1 } }))).toEqual(['approve', 'default']);
  });

  it('hold from the value of the policy on', () => {
    const uses = { moderation: { hold: 0.5 } };
    expect(decided(uses, call({ labels: { spam: 0.49 } }))).toEqual(['approve', 'default']);
    expect(decided(uses, call({ labels: { spam: 0.5 } }))).toEqual(['hold', 'provider-flagged']);
    expect(decided({ moderation: { hold: null } }, call({ labels: { spam: 1 } }))[0]).toBe('approve');
    expect(decided(uses, call({ id: 'webhook', labels: { spam: 1 }, status: 'ok' }), call())[0]).toBe(
      'approve',
    );
  });

  it.each(['timeout', 'error', 'invalid', 'breaker_open', 'skipped'] as const)(
    'hold when one is required and its call ends with %s; one that is not changes nothing',
    (status) => {
      expect(decided({ moderation: {} }, call({ status }))).toEqual(['hold', 'provider-unavailable']);
      expect(decided({ moderation: { required: false } }, call({ status }))[0]).toBe('approve');
    },
  );

  it('hold when one is required and nothing is known of it', () => {
    expect(decided({ moderation: {} }, call({ id: 'webhook' }))).toEqual(['hold', 'provider-unavailable']);
    expect(decide(policyWith({ providers: { moderation: {} } }), clean, SUBJECT).outcome).toBe('hold');
  });

  it('are not blamed where they were not asked because something else spoke against it', () => {
    const policy = policyWith({ providers: { moderation: {} }, mode: 'moderate' });
    const { matched } = decide(policy, [...clean, signal(call({ status: 'skipped' }))], SUBJECT);
    expect(matched).toEqual(['moderation-mode']);
  });

  it('never speak for a comment by what a language model says, whatever it says', () => {
    const rule = (when: unknown) => ({
      id: 'trust',
      says: { en: 'x', ja: 'x' },
      when,
      then: { weight: -50 },
    });
    const rules = [
      rule({ signal: 'provider.spam', lt: 0.9 }),
      { ...rule({ not: { signal: 'provider.worst', gte: 0.9 } }), id: 'trust-too' },
    ];
    const policy = policyWith({ providers: { chat: { rules: 'x' } }, rules });
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (confidence) => {
        const answer = signal(call({ id: 'chat', labels: { spam: confidence } }));
        expect(decide(policy, [...clean, answer], SUBJECT).score).toBe(0);
      }),
    );
  });

  it('may be asked about by rules; what none said makes no rule hold and fails no check', () => {
    const rules = [
      {
        id: 'spam',
        says: { en: 'x', ja: 'x' },
        when: { signal: 'provider.spam', gte: 0.9 },
        then: { action: 'reject' },
      },
    ];
    const policy = policyWith({ providers: { akismet: { required: false, hold: null } }, rules });
    const outcomeOf = (wish: Partial<ProviderCall>) =>
      decide(policy, [...clean, signal(call({ id: 'akismet', ...wish }))], SUBJECT).outcome;
    expect(outcomeOf({ labels: { spam: 1 } })).toBe('reject');
    expect(outcomeOf({ labels: { spam: 0 } })).toBe('approve');
    expect(outcomeOf({ status: 'timeout' })).toBe('approve');
  });
});

describe('isOutcomeFixed', () => {
  it('is right: no answer of a service changes an outcome that it calls fixed', () => {
    const uses = fc.constantFrom({}, { moderation: {} }, { chat: { rules: 'x' }, akismet: { hold: 0.2 } });
    const rules = fc.constantFrom(
      [],
      [
        {
          id: 'spam',
          says: { en: 'x', ja: 'x' },
          when: { signal: 'provider.spam', gte: 0.5 },
          then: { action: 'reject', weight: -9 },
        },
      ],
    );
    fc.assert(
      fc.property(
        anyPolicy,
        fc.tuple(uses, rules),
        signalsOf(REQUIRED_SIGNALS),
        signalOf('provider'),
        (base, [providers, own], signals, answer) => {
          const policy = policySchema.parse({ ...base, providers, rules: own });
          fc.pre(isOutcomeFixed(policy, signals, SUBJECT));
          const skipped = signal(call({ status: 'skipped', labels: {}, sent: [] }));
          const after = decide(policy, [...signals, answer], SUBJECT).outcome;
          expect(decide(policy, [...signals, skipped], SUBJECT).outcome).toBe(after);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('lets services only make an outcome stricter when no rule asks about them', () => {
    fc.assert(
      fc.property(anyPolicy, signalsOf(REQUIRED_SIGNALS), signalOf('provider'), (base, signals, answer) => {
        const policy = policySchema.parse({ ...base, providers: { moderation: {}, chat: { rules: 'x' } } });
        const without = decide({ ...policy, providers: {} }, signals, SUBJECT).outcome;
        const now = decide(policy, [...signals, answer], SUBJECT).outcome;
        expect(SEVERITY[now]).toBeGreaterThanOrEqual(SEVERITY[without]);
      }),
    );
  });

  it('is passed over for about two of a hundred submissions, always the same', () => {
    const ids = Array.from({ length: 5_000 }, (_, index) => `submission-${index}`);
    const chosen = ids.filter(isAskedAnyway);
    expect(chosen.length).toBeGreaterThan(50);
    expect(chosen.length).toBeLessThan(160);
    expect(ids.filter(isAskedAnyway)).toEqual(chosen);
  });
});
