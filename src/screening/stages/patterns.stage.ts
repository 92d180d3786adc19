import { RE2JS, RE2Set } from 're2js';
import { type Pattern, type WholePattern, wholePattern } from '../../domain/policy/pattern.js';
import { type PatternHit, WORD_FIELDS, type WordField } from '../../domain/signal.js';
import type { ScreenedText, Stage } from '../pipeline/stage.js';
import { fieldText } from '../text/read-fields.js';
import { visibleView } from '../text/readings.js';
import { rawRange, rawView, type View } from '../text/view.js';
import { widthView } from '../text/width-view.js';

/** Places that are recorded of one pattern, and of all. */
const MAX_HITS_OF_ONE = 5;
const MAX_HITS = 50;

/** A pattern ready to be looked for. */
interface Compiled {
  name: string;
  matcher: RE2JS;
}

/** Patterns of one field and one kind of case, which are looked for together. */
interface Bundle {
  field: WordField;
  set: RE2Set;
  patterns: readonly Compiled[];
}

const made = new WeakMap<Readonly<Record<string, Pattern>>, readonly Bundle[]>();

function bundlesOf(patterns: Readonly<Record<string, Pattern>>): readonly Bundle[] {
  const known = made.get(patterns);
  if (known !== undefined) return known;
  const all = Object.entries(patterns).map(([name, pattern]) => ({ name, ...wholePattern(pattern) }));
  const bundles = WORD_FIELDS.flatMap((field) =>
    [true, false].flatMap((withCase) => {
      const own = all.filter((one) => one.case === withCase && one.fields.includes(field));
      return own.length === 0 ? [] : [bundleOf(field, own)];
    }),
  );
  made.set(patterns, bundles);
  return bundles;
}

function bundleOf(field: WordField, patterns: readonly (WholePattern & { name: string })[]): Bundle {
  const flags = patterns[0]?.case === true ? 0 : RE2JS.CASE_INSENSITIVE;
  const set = new RE2Set(RE2Set.UNANCHORED, flags);
  for (const { regex } of patterns) set.add(regex);
  set.compile();
  const compiled = patterns.map(({ name, regex }) => ({ name, matcher: RE2JS.compile(regex, flags) }));
  return { field, set, patterns: compiled };
}

/**
 * Patterns of the policy, in time that is linear in the text (RE2). The text is read as sent, as readers see it, and in
 * plain width without invisible characters.
 */
export const patternsStage: Stage = {
  name: 'patterns',
  gives: ['patterns'],
  run({ submission, policy }) {
    const views = new Map<WordField, readonly View[]>();
    const hits: PatternHit[] = [];
    for (const { field, set, patterns } of bundlesOf(policy.patterns)) {
      const read = views.get(field) ?? readingsOf(submission, field);
      views.set(field, read);
      for (const view of read) {
        for (const index of set.match(view.text)) {
          const pattern = patterns[index];
          if (pattern !== undefined) addHits(hits, pattern, field, view);
        }
      }
    }
    return [
      { kind: 'patterns', score: hits.length > 0 ? 1 : 0, evidence: { hits: hits.slice(0, MAX_HITS) } },
    ];
  },
};

function addHits(hits: PatternHit[], { name, matcher }: Compiled, field: WordField, view: View): void {
  const found = matcher.matcher(view.text);
  const isOwn = ({ pattern, span }: PatternHit) => pattern === name && span.field === field;
  while (hits.filter(isOwn).length < MAX_HITS_OF_ONE && found.find()) {
    // What matches nothing, matches everywhere: once is enough.
    const isEmpty = found.end() === found.start();
    const { start, end } = isEmpty ? { start: 0, end: 0 } : rawRange(view, found.start(), found.end());
    const isKnown = hits.some((hit) => isOwn(hit) && hit.span.start < end && start < hit.span.end);
    if (!isKnown) hits.push({ pattern: name, span: { field, start, end } });
    if (isEmpty) return;
  }
}

function readingsOf(submission: ScreenedText, field: WordField): View[] {
  const text = fieldText(submission, field);
  if (text === '') return [];
  const raw = rawView(text);
  const readings = field === 'text' ? [raw, visibleView(text)] : [raw];
  const views = [...readings, ...readings.map(widthView)];
  return views.filter(({ text: one }, index) => views.findIndex((other) => other.text === one) === index);
}
