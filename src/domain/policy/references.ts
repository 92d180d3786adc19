import { type Condition, everyPart } from './condition.js';
import type { Rule } from './rule.js';

/** Conditions of all rules together at most. */
export const MAX_CONDITIONS_TOGETHER = 1_000;

/** Something in one part of a policy that does not go with another part. */
export interface ReferenceFault {
  message: 'double-id' | 'unknown-list' | 'unknown-pattern' | 'unknown-group' | 'too-many-conditions';
  path: (string | number)[];
  input: unknown;
}

/** What rules refer to. */
interface Parts {
  rules: readonly Rule[];
  lists: Readonly<Record<string, unknown>>;
  patterns: Readonly<Record<string, unknown>>;
  groups: Readonly<Record<string, unknown>>;
}

/** Ids that are there twice, names of lists, patterns and groups that are not there, and conditions beyond the limit. */
export function referenceFaults(policy: Parts): ReferenceFault[] {
  const faults = policy.rules.flatMap((rule, index) => [
    ...(policy.rules.findIndex(({ id }) => id === rule.id) < index
      ? [{ message: 'double-id' as const, path: ['rules', index, 'id'], input: rule.id }]
      : []),
    ...conditionFaults(rule.when, policy, ['rules', index, 'when']),
    ...groupFaults(rule, policy, index),
  ]);
  const conditions = policy.rules.reduce((sum, { when }) => sum + everyPart(when).length, 0);
  if (conditions > MAX_CONDITIONS_TOGETHER)
    faults.push({ message: 'too-many-conditions', path: ['rules'], input: conditions });
  return faults;
}

function groupFaults({ then }: Rule, { groups }: Parts, index: number): ReferenceFault[] {
  return then.group === undefined || Object.hasOwn(groups, then.group)
    ? []
    : [{ message: 'unknown-group', path: ['rules', index, 'then', 'group'], input: then.group }];
}

/** A name without `@` is a fault of its own. */
const isUnknown = (name: string, known: Readonly<Record<string, unknown>>) =>
  name.startsWith('@') && !Object.hasOwn(known, name.slice(1));

function conditionFaults(condition: Condition, policy: Parts, path: (string | number)[]): ReferenceFault[] {
  if ('contains' in condition && isUnknown(condition.contains, policy.lists))
    return [{ message: 'unknown-list', path: [...path, 'contains'], input: condition.contains }];
  if ('matches' in condition && isUnknown(condition.matches, policy.patterns))
    return [{ message: 'unknown-pattern', path: [...path, 'matches'], input: condition.matches }];
  if ('signal' in condition) {
    return (['in', 'subset_of', 'intersects'] as const).flatMap((operator) => {
      const list = condition[operator];
      return typeof list === 'string' && isUnknown(list, policy.lists)
        ? [{ message: 'unknown-list' as const, path: [...path, operator], input: list }]
        : [];
    });
  }
  if ('all' in condition)
    return condition.all.flatMap((part, at) => conditionFaults(part, policy, [...path, 'all', at]));
  if ('any' in condition)
    return condition.any.flatMap((part, at) => conditionFaults(part, policy, [...path, 'any', at]));
  if ('count' in condition)
    return condition.count.of.flatMap((part, at) =>
      conditionFaults(part, policy, [...path, 'count', 'of', at]),
    );
  return 'not' in condition ? conditionFaults(condition.not, policy, [...path, 'not']) : [];
}
