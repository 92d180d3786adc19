import { isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import type { Document, YAMLError } from 'yaml';
import { z } from 'zod';
import { type Policy, policySchema } from '../domain/policy.js';
import { type Language, type MessageValues, say } from '../messages/messages.js';
import { policyMessages } from '../messages/policy.messages.js';

/** A fault of a policy document, in the reader's language. */
export interface PolicyProblem {
  /** Dotted, such as `rejections.days`; empty for the document itself. */
  path: string;
  /** Line of the document, from 1; undefined when it cannot be told. */
  line?: number;
  fault: string;
  hint: string;
}

/** A policy, or everything that is wrong with the text. */
export type PolicyDocument = { ok: true; policy: Policy } | { ok: false; problems: PolicyProblem[] };

/** Largest text read, in UTF-16 code units: two full word lists have room. */
const LONGEST = 20_000_000;

type FaultKey = keyof typeof policyMessages;

interface Place {
  language: Language;
  /** The text it stands in; undefined for a value, which has no lines. */
  text?: { document: Document; lines: LineCounter };
}

/** Reads a policy written in YAML or JSON. Never throws. */
export function readPolicyDocument(text: string, language: Language): PolicyDocument {
  if (text.length > LONGEST) return refused(language, 'policy.tooLong', 'policy.hint.shorter');
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [broken] = document.errors;
  if (broken !== undefined) return { ok: false, problems: [syntaxProblem(broken, lines, language)] };
  const value = valueOf(document);
  if (value === undefined) return refused(language, 'policy.aliases', 'policy.hint.write');
  if (value === null) return refused(language, 'policy.empty', 'policy.hint.write');
  if (!isMap(document.contents)) return refused(language, 'policy.notAMap', 'policy.hint.write');
  return readValue(value, { language, text: { document, lines } });
}

/** Reads a policy that is JSON already. Never throws. */
export function readPolicyValue(value: Record<string, unknown>, language: Language): PolicyDocument {
  return readValue(value, { language });
}

function readValue(value: unknown, place: Place): PolicyDocument {
  const parsed = policySchema.safeParse(value, { reportInput: true });
  if (parsed.success) return { ok: true, policy: parsed.data };
  return { ok: false, problems: parsed.error.issues.flatMap((issue) => problemsOf(issue, place)) };
}

/** The document as a value; undefined when its aliases would grow it beyond measure. */
function valueOf(document: Document): unknown {
  try {
    return document.toJS() as unknown;
  } catch {
    return undefined;
  }
}

function refused(language: Language, fault: FaultKey, hint: FaultKey): PolicyDocument {
  const sentence = (key: FaultKey) => say(language, policyMessages, key);
  return { ok: false, problems: [{ path: '', fault: sentence(fault), hint: sentence(hint) }] };
}

function syntaxProblem(error: YAMLError, lines: LineCounter, language: Language): PolicyProblem {
  return {
    path: '',
    line: lines.linePos(error.pos[0]).line,
    fault: say(language, policyMessages, 'policy.syntax', { reason: error.message }),
    hint: say(language, policyMessages, 'policy.hint.syntax'),
  };
}

function problemsOf(issue: z.core.$ZodIssue, place: Place): PolicyProblem[] {
  if (issue.code === 'invalid_union') {
    const meant = likeliest(issue);
    if (meant.length > 0) return meant.flatMap((one) => problemsOf(one, place));
  }
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => unknownField([...issue.path, key], place));
  }
  const { key, values } = faultOf(issue);
  return [
    {
      ...locate(issue.path, place),
      fault: say(place.language, policyMessages, key, values),
      hint: hintFor(issue.path, place.language),
    },
  ];
}

/**
 * What is wrong with the alternative that was most likely meant: the one whose fields are there and whose faults lie deepest.
 * Empty when none was.
 */
function likeliest({ errors, path }: z.core.$ZodIssueInvalidUnion): z.core.$ZodIssue[] {
  const isOther = (issue: z.core.$ZodIssue) => issue.path.length === 0 && issue.code === 'invalid_type';
  const isMissing = (issue: z.core.$ZodIssue) => issue.path.length === 1 && issue.input === undefined;
  const strange = (issues: z.core.$ZodIssue[]) =>
    issues.filter((issue) => issue.path.length === 0 && issue.code === 'unrecognized_keys').length;
  const meant = errors
    .filter((issues) => !issues.some((issue) => isOther(issue) || isMissing(issue)))
    .toSorted((one, other) => strange(one) - strange(other))[0];
  return (meant ?? []).map((issue) => ({ ...issue, path: [...path, ...issue.path] }));
}

function faultOf(issue: z.core.$ZodIssue): { key: FaultKey; values: MessageValues } {
  const found = shown(issue.input);
  const own = `policy.fault.${issue.message}`;
  if (issue.code === 'custom' && Object.hasOwn(policyMessages, own))
    return { key: own as FaultKey, values: { found } };
  if (issue.code === 'invalid_union' && CONDITION.test(issue.path.join('.')))
    return { key: 'policy.fault.no-condition', values: { found } };
  if (issue.code === 'invalid_format' || issue.code === 'invalid_key')
    return { key: 'policy.fault.no-name', values: { found } };
  if (issue.code === 'invalid_type') return { key: typeFault(issue.expected), values: { found } };
  if (issue.code === 'too_small') {
    const key = issue.origin === 'string' ? 'policy.blankWord' : 'policy.tooSmall';
    return { key, values: { found, limit: String(issue.minimum) } };
  }
  if (issue.code === 'too_big') {
    const key =
      issue.origin === 'string'
        ? 'policy.longWord'
        : issue.origin === 'array'
          ? 'policy.tooMany'
          : 'policy.tooBig';
    return { key, values: { found, limit: String(issue.maximum) } };
  }
  if (issue.code === 'invalid_value') {
    return { key: 'policy.notOneOf', values: { found, allowed: issue.values.map(String).join(', ') } };
  }
  return { key: 'policy.invalid', values: { found } };
}

function typeFault(expected: string): FaultKey {
  if (expected === 'int') return 'policy.notWhole';
  if (expected === 'number') return 'policy.notNumber';
  if (expected === 'boolean') return 'policy.notBoolean';
  if (expected === 'array') return 'policy.notList';
  if (expected === 'string') return 'policy.notText';
  return 'policy.notMap';
}

/** Where conditions stand. */
const CONDITION = /^rules\.\d+\.when/;

const LONGEST_SHOWN = 40;

/** A value as the problem repeats it: one short line. */
function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'null';
  return text.length <= LONGEST_SHOWN ? text : `${text.slice(0, LONGEST_SHOWN - 1)}…`;
}

function unknownField(path: PropertyKey[], place: Place): PolicyProblem {
  const known = fieldsAt(path.slice(0, -1));
  const name = String(path.at(-1));
  const near = known.find((field) => isNear(field, name));
  return {
    ...locate(path, place),
    fault: say(place.language, policyMessages, 'policy.unknownField', { name }),
    hint:
      near === undefined
        ? known.length === 0
          ? hintFor(path, place.language)
          : say(place.language, policyMessages, 'policy.hint.fields', { fields: known.join(', ') })
        : say(place.language, policyMessages, 'policy.hint.didYouMean', { field: near }),
  };
}

/** Fields of the group at a path; none where the document names them itself. */
function fieldsAt(path: readonly PropertyKey[]): string[] {
  let schema: unknown = policySchema;
  for (const part of path) schema = bare(memberOf(schema, String(part)));
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}

function memberOf(schema: unknown, name: string): unknown {
  if (schema instanceof z.ZodObject) return schema.shape[name];
  if (schema instanceof z.ZodArray) return schema.element;
  return schema instanceof z.ZodRecord ? schema.valueType : undefined;
}

/** The schema without its default, and without leave to be absent. */
function bare(schema: unknown): unknown {
  return schema instanceof z.ZodDefault || schema instanceof z.ZodOptional ? bare(schema.unwrap()) : schema;
}

/** Equal but for separators, case and a plural, or within two changed letters. */
function isNear(field: string, written: string): boolean {
  const plain = (text: string) => text.toLowerCase().replaceAll(/[^a-z]/g, '');
  return plain(field) === plain(written) || distance(plain(field), plain(written)) <= 2;
}

/** Levenshtein distance. */
function distance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(replaced, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    previous = row;
  }
  return previous[b.length] ?? 0;
}

function hintFor(path: readonly PropertyKey[], language: Language): string {
  const names = path.filter((part) => typeof part === 'string').map(String);
  if (names[0] === 'rules' && names[1] === 'when') return say(language, policyMessages, 'policy.hint.when');
  for (let length = names.length; length > 0; length--) {
    const key = `policy.hint.${names.slice(0, length).join('.')}`;
    if (Object.hasOwn(policyMessages, key)) return say(language, policyMessages, key as FaultKey);
  }
  return say(language, policyMessages, 'policy.hint.write');
}

/** Path and line of a field: of its name where the document has it, else of what surrounds it. */
function locate(path: readonly PropertyKey[], place: Place): { path: string; line?: number } {
  const parts = path.map((part) => (typeof part === 'number' ? part : String(part)));
  const name = parts.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : text === '' ? part : `${text}.${part}`),
    '',
  );
  const offset = place.text && offsetOf(place.text.document, parts);
  return offset === undefined ? { path: name } : { path: name, line: place.text?.lines.linePos(offset).line };
}

function offsetOf(document: Document, parts: readonly (string | number)[]): number | undefined {
  const parent = parts.length === 1 ? document.contents : document.getIn(parts.slice(0, -1), true);
  const last = parts.at(-1);
  if (isMap(parent)) {
    const pair = parent.items.find(({ key }) => isScalar(key) && String(key.value) === last);
    if (pair !== undefined && isScalar(pair.key)) return pair.key.range?.[0];
  }
  const node = document.getIn(parts, true);
  return isScalar(node) ? node.range?.[0] : undefined;
}
