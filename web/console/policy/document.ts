/** How a listed term is looked for. */
export const TERM_MODES = ['exact', 'inside', 'folded', 'fuzzy'] as const;

/** How a listed term is looked for. */
export type TermMode = (typeof TERM_MODES)[number];

/** The life of a rule. */
export const RULE_MODES = ['draft', 'shadow', 'hold_only', 'live'] as const;

/** Where a rule stands in its life. */
export type RuleMode = (typeof RULE_MODES)[number];

/** A term as a document lists it. */
export type Term = string | { term: string; mode?: TermMode; except?: string[]; aliases?: string[] };

/** A list of terms as a document has it. */
export interface TermList {
  says?: { en: string; ja: string };
  language?: 'en' | 'ja';
  mode?: TermMode;
  terms?: Term[];
}

/** A condition of a rule: one of the closed vocabulary (docs/policy.md, "What a rule may ask"). */
export type Condition =
  | { all: Condition[] }
  | { any: Condition[] }
  | { not: Condition }
  | { count: { of: Condition[]; gte: number } }
  | { contains: string; fields?: string[]; as?: string[] }
  | { matches: string }
  | Comparison;

/** A test of one fact: its name, and operators with what they compare with. */
export interface Comparison {
  signal: string;
  [operator: string]: unknown;
}

/** A rule as a document has it. */
export interface Rule {
  id: string;
  says: { en: string; ja: string };
  when: Condition;
  then: { action?: 'hold' | 'reject'; weight?: number; group?: string; reason?: string };
  mode?: RuleMode;
  sample?: number;
  expires?: string;
  limits?: { max_actions_per_day?: number };
}

/** A policy as JSON. What the console does not name is kept as it is. */
export interface PolicyDocument {
  lists?: Record<string, TermList>;
  rules?: Rule[];
  groups?: Record<string, { cap: number }>;
  thresholds?: { hold: number | null; reject: number | null };
  [field: string]: unknown;
}

/** JSON with the keys of objects in order and nothing undefined: equal values give equal texts. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .toSorted(([one], [other]) => (one < other ? -1 : 1));
    return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}

/** Whether two values say the same, whatever the order of keys. */
export const isSame = (one: unknown, other: unknown): boolean => canonical(one) === canonical(other);

/** A list with one place taken by something else. */
export function replacedAt<Item>(items: readonly Item[], index: number, item: Item): Item[] {
  return items.map((one, at) => (at === index ? item : one));
}

/** A list without one place. */
export function withoutAt<Item>(items: readonly Item[], index: number): Item[] {
  return items.filter((_one, at) => at !== index);
}

/** A list with one entry moved to another place. */
export function movedTo<Item>(items: readonly Item[], from: number, to: number): Item[] {
  const item = items[from];
  if (item === undefined || to < 0 || to >= items.length) return [...items];
  return withoutAt(items, from).toSpliced(to, 0, item);
}

/** A record without one name. */
export function withoutName<Value>(
  record: Readonly<Record<string, Value>>,
  name: string,
): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => key !== name));
}

/** The value at a path of names; undefined when something on the way is not there. */
export function valueAt(document: PolicyDocument, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, name) =>
      typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined,
    document,
  );
}

/** The document with another value at a path of one or two names. */
export function withValue(
  document: PolicyDocument,
  [field = '', inner]: readonly string[],
  value: unknown,
): PolicyDocument {
  if (inner === undefined) return { ...document, [field]: value };
  const group = valueAt(document, [field]);
  return { ...document, [field]: { ...(typeof group === 'object' ? group : {}), [inner]: value } };
}
