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
  document: Document;
  lines: LineCounter;
  language: Language;
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
  const parsed = policySchema.safeParse(value, { reportInput: true });
  if (parsed.success) return { ok: true, policy: parsed.data };
  const place = { document, lines, language };
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

function faultOf(issue: z.core.$ZodIssue): { key: FaultKey; values: MessageValues } {
  const found = shown(issue.input);
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
        ? say(place.language, policyMessages, 'policy.hint.fields', { fields: known.join(', ') })
        : say(place.language, policyMessages, 'policy.hint.didYouMean', { field: near }),
  };
}

function fieldsAt(path: readonly PropertyKey[]): string[] {
  let schema: unknown = policySchema;
  for (const part of path) {
    schema = schema instanceof z.ZodObject ? inner(schema.shape[String(part)]) : undefined;
  }
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}

function inner(schema: unknown): unknown {
  return schema instanceof z.ZodDefault ? inner(schema.unwrap()) : schema;
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
  const names = path.filter((part) => typeof part === 'string').join('.');
  const key = `policy.hint.${names}`;
  return say(
    language,
    policyMessages,
    Object.hasOwn(policyMessages, key) ? (key as FaultKey) : 'policy.hint.write',
  );
}

/** Path and line of a field: of its name where the document has it, else of what surrounds it. */
function locate(path: readonly PropertyKey[], place: Place): { path: string; line?: number } {
  const parts = path.map((part) => (typeof part === 'number' ? part : String(part)));
  const name = parts.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : text === '' ? part : `${text}.${part}`),
    '',
  );
  const offset = offsetOf(place.document, parts);
  return offset === undefined ? { path: name } : { path: name, line: place.lines.linePos(offset).line };
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
