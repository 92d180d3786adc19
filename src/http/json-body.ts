/** Deepest nesting of a JSON body, and most members of all its objects together. */
export const JSON_LIMITS = { depth: 20, members: 1000 } as const;

/** Why a body is not read as JSON. */
export type JsonFault = 'not-utf8' | 'not-json' | 'too-deep' | 'too-many' | 'repeated' | 'prototype';

const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Reads a JSON body so that every reader of it understands the same: strict UTF-8, no member twice, none that reaches
 * for a prototype. Bounded in depth and members before anything is built (threats T22, T23). Linear in its length.
 */
export function parseJson(body: Uint8Array): { ok: true; value: unknown } | { ok: false; fault: JsonFault } {
  const text = decoded(body);
  if (text === undefined) return { ok: false, fault: 'not-utf8' };
  const fault = faultIn(text);
  if (fault !== undefined) return { ok: false, fault };
  const value = parsed(text);
  return value === undefined ? { ok: false, fault: 'not-json' } : { ok: true, value };
}

function decoded(body: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    return undefined;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Walks over the marks of a text; of a text that is no JSON it says anything or nothing. */
function faultIn(text: string): JsonFault | undefined {
  /** The names in each open object; null for an open array. */
  const open: (Set<string> | null)[] = [];
  let members = 0;
  let nameNext = false;
  for (let at = 0; at < text.length; at++) {
    switch (text.charAt(at)) {
      case '{':
      case '[': {
        const names = text.charAt(at) === '{' ? new Set<string>() : null;
        if (open.push(names) > JSON_LIMITS.depth) return 'too-deep';
        nameNext = names !== null;
        break;
      }
      case '}':
      case ']':
        open.pop();
        nameNext = false;
        break;
      case ',':
        nameNext = open.at(-1) instanceof Set;
        break;
      case '"': {
        const end = endOfString(text, at);
        if (nameNext) {
          const fault = faultOfName(text.slice(at, end + 1), open.at(-1));
          if (fault !== undefined) return fault;
          if (++members > JSON_LIMITS.members) return 'too-many';
          nameNext = false;
        }
        at = end;
        break;
      }
    }
  }
  return undefined;
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') return at;
  }
  return text.length;
}

function faultOfName(quoted: string, names: Set<string> | null | undefined): JsonFault | undefined {
  const name = parsed(quoted);
  if (typeof name !== 'string' || !(names instanceof Set)) return 'not-json';
  if (FORBIDDEN.has(name)) return 'prototype';
  if (names.has(name)) return 'repeated';
  names.add(name);
  return undefined;
}
