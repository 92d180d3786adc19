import { findSignal, type ListHit, type Signal, type SignalKind, type Span } from '../signal.js';
import {
  type Comparison,
  type ComparisonCondition,
  type Condition,
  type ContainsCondition,
  COMPARISONS,
} from './condition.js';
import { type Fact, FACTS, type FactValue } from './facts.js';

/** Why a condition holds: what was asked, and what was found. */
export interface Because {
  /** A fact, `@list` or `@pattern`. */
  signal: string;
  op: Comparison | 'contains' | 'matches';
  expected: unknown;
  got: FactValue | null;
}

/** Answer of a condition: `undefined` is unknown. */
export interface Answer {
  holds: boolean | undefined;
  /** Parts that make it hold; of an answer `false` or unknown, what was asked. */
  because: Because[];
  spans: Span[];
  /** Signals it asked about that are not there. */
  missing: SignalKind[];
  /** Whether it holds also without what may not reject: what was only read into the text, and the author's reputation. */
  certain: boolean;
}

/** Words of a list by its name, as they are listed. */
export type WordsOf = (list: string) => ReadonlySet<string>;

const NO_WORDS: WordsOf = () => new Set();

/** Asks a condition of signals. Pure. */
export function ask(condition: Condition, signals: readonly Signal[], wordsOf: WordsOf = NO_WORDS): Answer {
  const each = (parts: readonly Condition[]) => parts.map((part) => ask(part, signals, wordsOf));
  if ('all' in condition) return allOf(each(condition.all));
  if ('any' in condition) return anyOf(each(condition.any));
  if ('not' in condition) return notOf(ask(condition.not, signals, wordsOf));
  if ('count' in condition) return atLeast(condition.count.gte, each(condition.count.of));
  if ('contains' in condition) return contains(condition, signals);
  if ('matches' in condition) return matches(condition.matches, signals);
  return compare(condition, signals, wordsOf);
}

function allOf(answers: readonly Answer[]): Answer {
  const no = answers.find(({ holds }) => holds === false);
  if (no !== undefined) return no;
  return { ...together(answers), holds: answers.every(({ holds }) => holds === true) ? true : undefined };
}

function anyOf(answers: readonly Answer[]): Answer {
  const yes = answers.filter(({ holds }) => holds === true);
  if (yes.length > 0) return { ...together(yes), holds: true, certain: yes.some(({ certain }) => certain) };
  return {
    ...together(answers),
    holds: answers.some(({ holds }) => holds === undefined) ? undefined : false,
  };
}

function notOf(answer: Answer): Answer {
  return { ...answer, holds: answer.holds === undefined ? undefined : !answer.holds, spans: [] };
}

function atLeast(wanted: number, answers: readonly Answer[]): Answer {
  const yes = answers.filter(({ holds }) => holds === true);
  if (yes.length >= wanted)
    return { ...together(yes), holds: true, certain: yes.filter(({ certain }) => certain).length >= wanted };
  const open = answers.filter(({ holds }) => holds === undefined).length;
  return { ...together(answers), holds: yes.length + open >= wanted ? undefined : false };
}

function together(answers: readonly Answer[]): Omit<Answer, 'holds'> {
  return {
    because: answers.flatMap(({ because }) => because),
    spans: answers.flatMap(({ spans }) => spans),
    missing: [...new Set(answers.flatMap(({ missing }) => missing))],
    certain: answers.every(({ certain }) => certain),
  };
}

function compare(
  { signal, ...operators }: ComparisonCondition,
  signals: readonly Signal[],
  wordsOf: WordsOf,
): Answer {
  const fact: Fact = FACTS[signal];
  const got = fact.read(signals);
  const because = Object.entries(operators).flatMap(([op, expected]): Because[] =>
    expected === undefined || !isComparison(op) ? [] : [{ signal, op, expected, got: got ?? null }],
  );
  const holds = because.reduce<boolean | undefined>((sum, { op, expected }) => {
    const one =
      op === 'known' ? (got !== undefined) === expected : tests(op as Comparison, got, expected, wordsOf);
    return sum === false || one === false ? false : sum === undefined || one === undefined ? undefined : true;
  }, true);
  const isMissing =
    got === undefined && !(fact.mayLack === true && findSignal(signals, fact.from) !== undefined);
  return { holds, because, spans: [], missing: isMissing ? [fact.from] : [], certain: fact.mayReject };
}

function isComparison(op: string): op is Comparison {
  return Object.hasOwn(COMPARISONS, op);
}

function tests(op: Comparison, got: FactValue, expected: unknown, wordsOf: WordsOf): boolean | undefined {
  if (got === undefined) return undefined;
  const isOneOf = (value: unknown) =>
    typeof expected === 'string'
      ? wordsOf(expected.slice(1)).has(String(value))
      : Array.isArray(expected) && expected.includes(value);
  const values = Array.isArray(got) ? (got as readonly string[]) : [];
  switch (op) {
    case 'eq':
      return got === expected;
    case 'ne':
      return got !== expected;
    case 'lt':
      return Number(got) < Number(expected);
    case 'lte':
      return Number(got) <= Number(expected);
    case 'gt':
      return Number(got) > Number(expected);
    case 'gte':
      return Number(got) >= Number(expected);
    case 'in':
      return isOneOf(got);
    case 'subset_of':
      return values.every(isOneOf);
    case 'intersects':
      return values.some(isOneOf);
    case 'known':
      return expected === true;
  }
}

function contains({ contains: list, fields, as }: ContainsCondition, signals: readonly Signal[]): Answer {
  const signal = findSignal(signals, 'listed-terms');
  const asked = { signal: list, op: 'contains', expected: true } as const;
  if (signal === undefined) {
    return unasked({ ...asked, got: null }, 'listed-terms');
  }
  const hits = signal.evidence.hits.filter(
    (hit: ListHit) =>
      `@${hit.list}` === list &&
      (fields === undefined || fields.includes(hit.span.field)) &&
      (as === undefined || as.includes(hit.seenAs)),
  );
  return {
    holds: hits.length > 0,
    because: [{ ...asked, got: [...new Set(hits.map(({ term }) => term))] }],
    spans: hits.map(({ span }) => span),
    missing: [],
    certain: hits.length === 0 || hits.some(({ seenAs }) => seenAs === 'text'),
  };
}

function unasked(because: Because, missing: SignalKind): Answer {
  return { holds: undefined, because: [because], spans: [], missing: [missing], certain: true };
}

function matches(pattern: string, signals: readonly Signal[]): Answer {
  const signal = findSignal(signals, 'patterns');
  const asked = { signal: pattern, op: 'matches', expected: true } as const;
  if (signal === undefined) {
    return unasked({ ...asked, got: null }, 'patterns');
  }
  const hits = signal.evidence.hits.filter(({ pattern: name }) => `@${name}` === pattern);
  return {
    holds: hits.length > 0,
    because: [{ ...asked, got: hits.length }],
    spans: hits.map(({ span }) => span),
    missing: [],
    certain: true,
  };
}
