import fc from 'fast-check';
import { type Policy, policySchema } from '../../src/domain/policy.js';
import { type Signal, type SignalKind, type SignalOf, WORD_FIELDS } from '../../src/domain/signal.js';

/** Any text, with what JSON of a database cannot hold. */
const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 8 }),
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.constantFrom('\0', 'a\0b', '\ud800', '\udc00x', '__proto__', '"\\', '\u2028'),
);

const span = fc.record({
  field: fc.constantFrom(...WORD_FIELDS),
  start: fc.nat(20_000),
  end: fc.nat(20_000),
});
const hits = fc.array(fc.record({ word: text, span }), { maxLength: 3 });
const few = fc.nat(4);

/** Signals of each kind with any evidence. */
const evidence: { [Kind in SignalKind]: fc.Arbitrary<SignalOf<Kind>['evidence']> } = {
  'disallowed-words': fc.record({ hits }),
  'thread-state': fc.record({ closed: fc.boolean() }),
  links: fc.record({ count: few, spans: fc.array(span, { maxLength: 3 }) }),
  'moderation-words': fc.record({ hits }),
  'author-history': fc.record({ approved: few, rejected: few, days: fc.constantFrom(1, 90) }),
  'repeated-text': fc.record({ count: few }),
  'network-rate': fc.record({ count: few, budget: few, minutes: few }),
  'stage-failed': fc.record({ stage: text, message: text }),
  'screening-failed': fc.record({ tries: few, message: text }),
  'screening-overdue': fc.record({ seconds: fc.nat() }),
};

/** Every kind of signal that there is. */
export const SIGNAL_KINDS = Object.keys(evidence) as SignalKind[];

/** Any signal of one kind. */
export function signalOf(kind: SignalKind): fc.Arbitrary<Signal> {
  const score = fc.oneof(fc.constantFrom(0, 1), fc.double({ min: 0, max: 1, noNaN: true }));
  return fc.record({ kind: fc.constant(kind), score, evidence: evidence[kind] }) as fc.Arbitrary<Signal>;
}

/** One signal of each of these kinds, in any order. */
export function signalsOf(kinds: readonly SignalKind[]): fc.Arbitrary<Signal[]> {
  return fc
    .tuple(...kinds.map(signalOf))
    .chain((signals) => fc.shuffledSubarray(signals, { minLength: signals.length }));
}

/** Any policy, with limits so low that signals often reach them. */
export const anyPolicy: fc.Arbitrary<Policy> = fc
  .record({
    mode: fc.constantFrom('moderate', 'policy', 'policy', 'policy'),
    first_held: few,
    previously_approved: fc.boolean(),
    max_links: few,
    moderation_words: fc.constantFrom([], ['x'], ['日本', 'a b']),
    repeated_text: few,
    rejections: fc.record({ count: few, days: fc.constantFrom(1, 90) }),
    network_budget: fc.record({ submissions: few, minutes: fc.constantFrom(1, 10) }),
  })
  .map((document) => policySchema.parse(document));
