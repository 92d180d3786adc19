import fc from 'fast-check';
import { MEASURES } from '../../src/domain/measure-kind.js';
import { type Policy, policySchema } from '../../src/domain/policy.js';
import { SWITCHES } from '../../src/domain/panic-switch.entity.js';
import {
  ODDITIES,
  PROVIDER_FIELDS,
  PROVIDER_IDS,
  PROVIDER_LABELS,
  SCRIPTS,
  SEEN_AS,
  type Signal,
  type SignalKind,
  type SignalOf,
  TEXT_LANGUAGES,
  WORD_FIELDS,
} from '../../src/domain/signal.js';

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
const seenAs = fc.constantFrom(...SEEN_AS);
const hits = fc.array(fc.record({ word: text, seenAs, span }, { requiredKeys: ['word', 'span'] }), {
  maxLength: 3,
});
const share = fc.double({ min: 0, max: 1, noNaN: true });
const few = fc.nat(4);
const RULE_IDS = ['one', 'two'];

/** Signals of each kind with any evidence. */
const evidence: { [Kind in SignalKind]: fc.Arbitrary<SignalOf<Kind>['evidence']> } = {
  'disallowed-words': fc.record({ hits }),
  'thread-state': fc.record(
    { closed: fc.boolean(), days: few, comments: few, settled: few, flagged: few },
    { requiredKeys: ['closed'] },
  ),
  'author-measure': fc.record({
    measures: fc.array(fc.record({ id: fc.uuid(), kind: fc.constantFrom(...MEASURES) }), {
      minLength: 1,
      maxLength: 2,
    }),
  }),
  'raid-guard': fc.record({ guards: fc.array(fc.uuid(), { minLength: 1, maxLength: 2 }) }),
  'rule-limits': fc.record({ spent: fc.subarray(RULE_IDS), braked: fc.subarray(RULE_IDS) }),
  'link-history': fc.record({
    fresh: few,
    domains: fc.uniqueArray(fc.constantFrom('a.example', 'b.example'), { maxLength: 2 }),
    recent: few,
    minutes: few,
  }),
  links: fc.record(
    {
      count: few,
      spans: fc.array(span, { maxLength: 3 }),
      domains: fc.uniqueArray(fc.constantFrom('a.example', 'b.example', 'bit.ly'), { maxLength: 3 }),
      disguised: few,
      glued: few,
      bbcode: few,
      ...{ international: few, mixed: few, imitating: few },
    },
    { requiredKeys: ['count', 'spans'] },
  ),
  'listed-terms': fc.record({
    hits: fc.array(fc.record({ list: fc.constantFrom('bad', 'worse'), term: text, seenAs, span }), {
      maxLength: 3,
    }),
  }),
  patterns: fc.record({
    hits: fc.array(fc.record({ pattern: fc.constant('phone'), span }), { maxLength: 3 }),
  }),
  shape: fc.record({
    characters: fc.nat(2_000),
    uppercase: share,
    pictures: few,
    marks: few,
    invisible: share,
    repeated: share,
    oddities: fc.uniqueArray(fc.constantFrom(...ODDITIES)),
    spans: fc.array(span, { maxLength: 2 }),
  }),
  'moderation-words': fc.record({ hits }),
  'author-history': fc.record(
    {
      ...{ approved: few, rejected: few, days: fc.constantFrom(1, 90) },
      ...{ reputation: share, approvedWeight: share, rejectedWeight: share, knownDays: few },
    },
    { requiredKeys: ['approved', 'rejected', 'days'] },
  ),
  'repeated-text': fc.record({ count: few }),
  'near-duplicates': fc.record({
    same: few,
    similar: few,
    authors: few,
    networks: few,
    hours: fc.constantFrom(1, 24),
    ids: fc.array(fc.uuid(), { maxLength: 2 }),
  }),
  'network-rate': fc.record({ count: few, budget: few, minutes: few }),
  rates: fc.record({ author: few, thread: few, minutes: few }),
  switches: fc.record({ on: fc.subarray([...SWITCHES]) }),
  'mail-address': fc.record({
    missing: fc.boolean(),
    disposable: fc.boolean(),
    tagged: fc.boolean(),
    alias: fc.boolean(),
  }),
  language: fc.record(
    {
      shares: fc.record({
        ...{ latin: share, kana: share, han: share, hangul: share },
        ...{ cyrillic: share, arabic: share, other: share },
      }),
      script: fc.constantFrom(...SCRIPTS, 'none'),
      language: fc.constantFrom(...TEXT_LANGUAGES),
      page: fc.constantFrom('en', 'ja'),
      fits: fc.boolean(),
    },
    { requiredKeys: ['shares', 'script', 'language'] },
  ),
  'prompt-like': fc.record({ spans: fc.array(span, { maxLength: 2 }) }),
  provider: fc.record({
    calls: fc.array(
      fc.record({
        id: fc.constantFrom(...PROVIDER_IDS),
        status: fc.constantFrom('ok', 'ok', 'timeout', 'error', 'invalid', 'breaker_open', 'skipped'),
        model: fc.option(text),
        labels: fc.dictionary(fc.constantFrom(...PROVIDER_LABELS), share, { maxKeys: 3 }),
        sent: fc.uniqueArray(fc.constantFrom(...PROVIDER_FIELDS)),
        ms: few,
      }),
      { maxLength: 4 },
    ),
  }),
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
    near_duplicates: fc.record({ count: few, hours: fc.constantFrom(1, 24) }),
    rejections: fc.record({ count: few, days: fc.constantFrom(1, 90) }),
    network_budget: fc.record({ submissions: few, minutes: fc.constantFrom(1, 10) }),
    thread_brake: fc.record({
      flagged: few,
      percent: fc.nat(100),
      minutes: fc.constantFrom(1, 60),
    }),
    odd_shape: fc.boolean(),
  })
  .map((document) => policySchema.parse(document));
