import { z } from 'zod';
import { SEEN_AS, WORD_FIELDS } from '../signal.js';
import { FACT_NAMES, FACTS, type FactName } from './facts.js';

/** Conditions may be nested so deep. */
export const MAX_DEPTH = 8;

/** Conditions of one rule at most. */
export const MAX_CONDITIONS = 200;

/** Name of a list, a pattern or a rule. */
export const nameSchema = z.string().regex(/^[a-z][a-z0-9-]{0,59}$/);

/** Name of a list or a pattern of the same policy. */
export const referenceSchema = z.string().regex(/^@[a-z][a-z0-9-]{0,59}$/);

const word = z.string().min(1).max(200);
const words = z.array(word).min(1).max(1_000);
const number = z.number();

const comparisonShape = {
  signal: z.enum(FACT_NAMES),
  eq: z.union([number, word, z.boolean()]).optional(),
  ne: z.union([number, word, z.boolean()]).optional(),
  lt: number.optional(),
  lte: number.optional(),
  gt: number.optional(),
  gte: number.optional(),
  in: z.union([words, z.array(number).min(1).max(1_000), referenceSchema]).optional(),
  subset_of: z.union([words, referenceSchema]).optional(),
  intersects: z.union([words, referenceSchema]).optional(),
  known: z.boolean().optional(),
};

/** Operators that compare one fact, and the types of facts they are for. */
export const COMPARISONS = {
  eq: ['number', 'word', 'flag'],
  ne: ['number', 'word', 'flag'],
  lt: ['number'],
  lte: ['number'],
  gt: ['number'],
  gte: ['number'],
  in: ['number', 'word'],
  subset_of: ['set'],
  intersects: ['set'],
  known: ['number', 'word', 'flag', 'set'],
} as const;

/** An operator that compares one fact. */
export type Comparison = keyof typeof COMPARISONS;

const TYPE_OF = { number: 'number', string: 'word', boolean: 'flag' } as const;

const comparisonSchema = z.strictObject(comparisonShape).check((context) => {
  const { signal, ...operators } = context.value;
  const named = Object.entries(operators).filter(([, value]) => value !== undefined);
  if (named.length === 0)
    context.issues.push({ code: 'custom', input: context.value, message: 'no-operator' });
  const { type } = FACTS[signal];
  for (const [operator, value] of named) {
    const fits = (COMPARISONS[operator as Comparison] as readonly string[]).includes(type);
    if (!fits || !valueFits(operator as Comparison, type, value)) {
      context.issues.push({ code: 'custom', input: value, message: 'wrong-type', path: [operator] });
    }
  }
});

function valueFits(operator: Comparison, type: string, value: unknown): boolean {
  if (operator === 'known' || type === 'set') return true;
  if (operator === 'in' && typeof value === 'string') return type === 'word';
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return TYPE_OF[typeof first as keyof typeof TYPE_OF] === type;
}

const containsSchema = z.strictObject({
  /** Terms of a list. */
  contains: referenceSchema,
  /** Only in these fields; in all of them when absent. */
  fields: z.array(z.enum(WORD_FIELDS)).min(1).optional(),
  /** Only when seen so; however when absent. */
  as: z.array(z.enum(SEEN_AS)).min(1).optional(),
});

const matchesSchema = z.strictObject({ matches: referenceSchema });

/** A test of one fact; several operators must all hold. */
export type ComparisonCondition = z.infer<typeof comparisonSchema>;

/** Whether terms of a list were seen. */
export type ContainsCondition = z.infer<typeof containsSchema>;

/** Whether a pattern matched. */
export type MatchesCondition = z.infer<typeof matchesSchema>;

/** A condition. What it asks about may be unknown; then so is its answer, unless the known parts suffice (Kleene). */
export type Condition =
  | { all: Condition[] }
  | { any: Condition[] }
  | { not: Condition }
  | { count: { of: Condition[]; gte: number } }
  | ComparisonCondition
  | ContainsCondition
  | MatchesCondition;

const several = z.lazy(() => z.array(conditionSchema).min(1).max(MAX_CONDITIONS));

/** A condition as it is written; depth and number are checked with the rule. */
export const conditionSchema: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ all: several }),
    z.strictObject({ any: several }),
    z.strictObject({ not: conditionSchema }),
    z.strictObject({ count: z.strictObject({ of: several, gte: z.int().min(1).max(MAX_CONDITIONS) }) }),
    comparisonSchema,
    containsSchema,
    matchesSchema,
  ]),
);

/** Parts that a condition is made of. */
export function partsOf(condition: Condition): readonly Condition[] {
  if ('all' in condition) return condition.all;
  if ('any' in condition) return condition.any;
  if ('not' in condition) return [condition.not];
  if ('count' in condition) return condition.count.of;
  return [];
}

/** Every condition in a condition, itself first. */
export function everyPart(condition: Condition): Condition[] {
  return [condition, ...partsOf(condition).flatMap(everyPart)];
}

/** How deep a condition is nested; one without parts is 1 deep. */
export function depthOf(condition: Condition): number {
  return 1 + Math.max(0, ...partsOf(condition).map(depthOf));
}

/** Facts that a condition asks about. */
export function factsOf(condition: Condition): FactName[] {
  return everyPart(condition).flatMap((part) => ('signal' in part ? [part.signal] : []));
}
