import type { PolicyVocabulary } from '../../../src/contract/policy-api.js';
import type { Comparison, Condition } from './document.js';

/** Kinds of conditions, in the order they are offered. */
export const KINDS = ['signal', 'contains', 'matches', 'all', 'any', 'not', 'count'] as const;

/** A kind of condition. */
export type Kind = (typeof KINDS)[number];

/** Type of a fact. */
export type FactType = PolicyVocabulary['facts'][number]['type'];

/** Which kind a condition is of; one that the console does not know is taken for a test of a fact. */
export function kindOf(condition: Condition): Kind {
  return KINDS.find((kind) => kind !== 'signal' && kind in condition) ?? 'signal';
}

/** Conditions that a condition is made of. */
export function partsOf(condition: Condition): Condition[] {
  if ('all' in condition) return condition.all as Condition[];
  if ('any' in condition) return condition.any as Condition[];
  if ('not' in condition) return [condition.not as Condition];
  if ('count' in condition) return (condition.count as { of: Condition[] }).of;
  return [];
}

/** The condition with other parts. One that has none stays as it is, and so does a `not` that would lose its part. */
export function withParts(condition: Condition, parts: Condition[]): Condition {
  if ('all' in condition) return { all: parts };
  if ('any' in condition) return { any: parts };
  if ('count' in condition) return { count: { ...(condition.count as { gte: number }), of: parts } };
  return 'not' in condition && parts[0] !== undefined ? { not: parts[0] } : condition;
}

/** What a new condition looks like. `names` are lists and patterns that are there. */
export function blank(
  kind: Kind,
  names: { lists: readonly string[]; patterns: readonly string[] },
): Condition {
  const part = { signal: 'links.count', gte: 1 };
  switch (kind) {
    case 'signal':
      return part;
    case 'contains':
      return { contains: `@${names.lists[0] ?? 'list'}` };
    case 'matches':
      return { matches: `@${names.patterns[0] ?? 'pattern'}` };
    case 'not':
      return { not: part };
    case 'count':
      return { count: { of: [part], gte: 1 } };
    case 'all':
      return { all: [part] };
    case 'any':
      return { any: [part] };
  }
}

/** A condition of another kind. Parts are kept; one without parts becomes the part of a kind that has some. */
export function converted(condition: Condition, kind: Kind, names: Parameters<typeof blank>[1]): Condition {
  if (kindOf(condition) === kind) return condition;
  const made = blank(kind, names);
  if (partsOf(made).length === 0) return made;
  const parts = partsOf(condition);
  const kept = parts.length === 0 ? [condition] : parts;
  if (kind !== 'not') return withParts(made, kept);
  const [only] = kept;
  return { not: kept.length === 1 && only !== undefined ? only : { all: kept } };
}

/** Operators of a comparison with their values. */
export function operatorsOf({ signal: _signal, ...operators }: Comparison): [string, unknown][] {
  return Object.entries(operators).filter(([, value]) => value !== undefined);
}

/** What an operator compares a fact of a type with when nothing is said. */
export function usualValue(operator: string, type: FactType): unknown {
  if (operator === 'known') return true;
  if (operator === 'in') return type === 'number' ? [1] : ['en'];
  if (operator === 'subset_of' || operator === 'intersects') return ['example'];
  if (type === 'flag') return true;
  return type === 'number' ? 1 : 'en';
}

/** A comparison of another fact: operators that do not fit its type are left out, and one is there in any case. */
export function withFact(comparison: Comparison, signal: string, vocabulary: PolicyVocabulary): Comparison {
  const typeOf = (name: string) => vocabulary.facts.find((fact) => fact.name === name)?.type ?? 'number';
  const [before, type] = [typeOf(comparison.signal), typeOf(signal)];
  const fits = (operator: string) =>
    vocabulary.comparisons.find((one) => one.operator === operator)?.types.includes(type) === true;
  const kept = operatorsOf(comparison).filter(
    ([operator]) => fits(operator) && (before === type || operator === 'known'),
  );
  if (kept.length > 0) return { signal, ...Object.fromEntries(kept) };
  const usual = type === 'number' ? 'gte' : type === 'set' ? 'intersects' : 'eq';
  return { signal, [usual]: usualValue(usual, type) };
}

/** What a field of words holds as text: a list by its `@name`, or words with commas. */
export function wordsText(value: unknown): string {
  if (Array.isArray(value)) return value.map(String).join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value ?? '');
}

/** The value of a field of words: the opposite of `wordsText`. Words of a number's field are numbers. */
export function wordsValue(text: string, type: FactType): unknown {
  const trimmed = text.trim();
  if (trimmed.startsWith('@')) return trimmed;
  const words = trimmed.split(/[,、，]/u).map((word) => word.trim());
  const filled = words.filter((word) => word !== '');
  return type === 'number'
    ? filled.map((word) => (Number.isNaN(Number(word)) ? word : Number(word)))
    : filled;
}
