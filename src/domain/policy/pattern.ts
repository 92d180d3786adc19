import { RE2JS } from 're2js';
import { z } from 'zod';
import { WORD_FIELDS, type WordField } from '../signal.js';

/** Longest pattern, in UTF-16 code units. */
export const MAX_PATTERN = 500;

/** Instructions a pattern may be compiled to; `\p{Han}` is 3, a hundred words are about 900. */
const MAX_PROGRAM = 2_000;

/** `\p{Script=Han}` and `\p{sc=Han}`, which JavaScript has and RE2 writes `\p{Han}`. */
const SCRIPT = /\\([pP])\{(?:Script|sc|Script_Extensions|scx)=(\w+)\}/g;

/** A pattern as it is listed: itself, or with where it is looked for and whether letter case counts. */
export const patternSchema = z
  .union([
    z.string().min(1).max(MAX_PATTERN),
    z.strictObject({
      regex: z.string().min(1).max(MAX_PATTERN),
      /** What the pattern is for, as an editor reads it. */
      says: z.strictObject({ en: z.string().max(300), ja: z.string().max(300) }).optional(),
      case: z.boolean().default(false),
      fields: z.array(z.enum(WORD_FIELDS)).min(1).default(['text']),
    }),
  ])
  .check(({ value, issues }) => {
    const path = typeof value === 'string' ? [] : ['regex'];
    const problem = problemOf(regexOf(value));
    if (problem !== undefined)
      issues.push({ code: 'custom', input: value, message: problem, path, params: { detail: problem } });
  });

/** A pattern as it is listed. */
export type Pattern = z.infer<typeof patternSchema>;

/** A pattern with everything that was left out. */
export interface WholePattern {
  /** In RE2's syntax. */
  regex: string;
  case: boolean;
  fields: readonly WordField[];
}

/** A pattern written out; what JavaScript writes otherwise than RE2 is translated. */
export function wholePattern(pattern: Pattern): WholePattern {
  const regex = translated(regexOf(pattern));
  return typeof pattern === 'string'
    ? { regex, case: false, fields: ['text'] }
    : { regex, case: pattern.case, fields: pattern.fields };
}

function regexOf(pattern: string | { regex: string }): string {
  return typeof pattern === 'string' ? pattern : pattern.regex;
}

function translated(regex: string): string {
  return RE2JS.translateRegExp(regex.replace(SCRIPT, '\\$1{$2}'));
}

/**
 * Names of messages for what a pattern cannot be: look-around and back-references need more than linear time, and the
 * engine has neither (https://github.com/google/re2/wiki/Syntax).
 */
function problemOf(regex: string): 'pattern-invalid' | 'pattern-unsupported' | 'pattern-large' | undefined {
  try {
    return RE2JS.compile(translated(regex)).programSize() > MAX_PROGRAM ? 'pattern-large' : undefined;
  } catch {
    return /\(\?<?[=!]|\\[1-9]|\\k</.test(regex) ? 'pattern-unsupported' : 'pattern-invalid';
  }
}
