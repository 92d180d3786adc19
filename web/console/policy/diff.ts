import { canonical, isSame, type PolicyDocument, type Rule, type TermList } from './document.js';
import { packedTerm, textOf, wholeTerm } from './terms.js';

/** A value that is another now; undefined where it is not there. */
export interface FieldChange {
  field: string;
  before: unknown;
  after: unknown;
}

/** One thing in which two policies differ. */
export type Change =
  | { kind: 'rule-added' | 'rule-removed'; rule: Rule }
  | { kind: 'rule-changed'; rule: Rule; fields: FieldChange[] }
  | { kind: 'rules-moved' }
  | { kind: 'list-added' | 'list-removed'; list: string; terms: number }
  | {
      kind: 'list-changed';
      list: string;
      added: string[];
      removed: string[];
      changed: string[];
      fields: FieldChange[];
    }
  | { kind: 'words-changed'; field: string; added: string[]; removed: string[] }
  | ({ kind: 'setting-changed' } & FieldChange);

/** Fields that are lists of words or domains. */
export const WORD_FIELDS = [
  'moderation_words',
  'disallowed_words',
  'trusted_domains',
  'disposable_mail',
] as const;

const RULE_DEFAULTS = { mode: 'live', sample: 100, limits: {} } as const;

/** In what two policies differ: rules first, then lists, then settings. Empty when they say the same. */
export function changesBetween(before: PolicyDocument, after: PolicyDocument): Change[] {
  return [
    ...ruleChanges(before.rules ?? [], after.rules ?? []),
    ...listChanges(before, after),
    ...settingChanges(before, after),
  ];
}

function ruleChanges(before: readonly Rule[], after: readonly Rule[]): Change[] {
  const [then, now] = [byId(before), byId(after)];
  const removed = before
    .filter(({ id }) => !now.has(id))
    .map((rule) => ({ kind: 'rule-removed' as const, rule }));
  const others = after.flatMap((rule): Change[] => {
    const old = then.get(rule.id);
    if (old === undefined) return [{ kind: 'rule-added', rule }];
    const fields = fieldChanges({ ...RULE_DEFAULTS, ...old }, { ...RULE_DEFAULTS, ...rule });
    return fields.length === 0 ? [] : [{ kind: 'rule-changed', rule, fields }];
  });
  const kept = (rules: readonly Rule[]) =>
    rules
      .map(({ id }) => id)
      .filter((id) => then.has(id) && now.has(id))
      .join(' ');
  const moved = kept(before) === kept(after) ? [] : [{ kind: 'rules-moved' as const }];
  return [...others, ...removed, ...moved];
}

const byId = (rules: readonly Rule[]) => new Map(rules.map((rule) => [rule.id, rule]));

function fieldChanges(before: object, after: object): FieldChange[] {
  const [then, now] = [before as Record<string, unknown>, after as Record<string, unknown>];
  return [...new Set([...Object.keys(then), ...Object.keys(now)])]
    .filter((field) => !isSame(then[field], now[field]))
    .map((field) => ({ field, before: then[field], after: now[field] }));
}

function listChanges(before: PolicyDocument, after: PolicyDocument): Change[] {
  const [then, now] = [before.lists ?? {}, after.lists ?? {}];
  const names = [...new Set([...Object.keys(then), ...Object.keys(now)])];
  return names.flatMap((name): Change[] => {
    const [old, list] = [then[name], now[name]];
    if (old === undefined) return [{ kind: 'list-added', list: name, terms: list?.terms?.length ?? 0 }];
    if (list === undefined) return [{ kind: 'list-removed', list: name, terms: old.terms?.length ?? 0 }];
    return listChange(name, old, list);
  });
}

function listChange(name: string, before: TermList, after: TermList): Change[] {
  if (before === after) return [];
  const [then, now] = [termsOf(before), termsOf(after)];
  const { terms: _then, ...settingsThen } = { mode: 'fuzzy', ...before };
  const { terms: _now, ...settingsNow } = { mode: 'fuzzy', ...after };
  const change = {
    added: [...now.keys()].filter((term) => !then.has(term)),
    removed: [...then.keys()].filter((term) => !now.has(term)),
    changed: [...now].flatMap(([term, text]) => (then.has(term) && then.get(term) !== text ? [term] : [])),
    fields: fieldChanges(settingsThen, settingsNow),
  };
  const isAny = Object.values(change).some((part) => part.length > 0);
  return isAny ? [{ kind: 'list-changed', list: name, ...change }] : [];
}

const known = new WeakMap<TermList, Map<string, string>>();

/** Terms with how they are written; made once for each list, for there may be thousands. */
function termsOf(list: TermList): Map<string, string> {
  const made =
    known.get(list) ??
    new Map((list.terms ?? []).map((term) => [textOf(term), canonical(packedTerm(wholeTerm(term)))]));
  known.set(list, made);
  return made;
}

const NOT_SETTINGS: ReadonlySet<string> = new Set(['rules', 'lists']);

/** Settings that are groups of fields are told field by field. */
function settingChanges(before: PolicyDocument, after: PolicyDocument): Change[] {
  return fieldChanges(before, after)
    .filter(({ field }) => !NOT_SETTINGS.has(field))
    .flatMap((change): Change[] => {
      const { field, before: old, after: value } = change;
      if (WORD_FIELDS.some((name) => name === field)) return [wordChange(field, old, value)];
      if (!isRecord(old) || !isRecord(value)) return [{ kind: 'setting-changed', ...change }];
      return fieldChanges(old, value).map((inner) => ({
        kind: 'setting-changed',
        ...inner,
        field: `${field}.${inner.field}`,
      }));
    });
}

function wordChange(field: string, before: unknown, after: unknown): Change {
  const [then, now] = [new Set(wordsOf(before)), new Set(wordsOf(after))];
  const added = [...now].filter((word) => !then.has(word));
  return { kind: 'words-changed', field, added, removed: [...then].filter((word) => !now.has(word)) };
}

const wordsOf = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
