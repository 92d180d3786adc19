import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { JSON_LIMITS, parseJson } from './json-body.js';

const read = (text: string | Uint8Array) => parseJson(typeof text === 'string' ? Buffer.from(text) : text);
const faultOf = (text: string | Uint8Array) => {
  const result = read(text);
  return result.ok ? undefined : result.fault;
};

describe('JSON bodies', () => {
  it('are read as JSON.parse reads them, or refused', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 8 }), (text) => {
        const result = read(text);
        const right = result.ok
          ? isDeepStrictEqual(result.value, JSON.parse(text))
          : ['repeated', 'prototype', 'too-many'].includes(result.fault);
        expect([text, right]).toEqual([text, true]);
      }),
    );
  });

  it('are refused where JSON.parse refuses them', () => {
    const refused = (text: string): boolean => {
      try {
        JSON.parse(text);
        return false;
      } catch {
        return true;
      }
    };
    const wrong: string[] = [];
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...Array.from('{}[]",:\\a1 ')) }), (text) => {
        if (refused(text) && read(text).ok) wrong.push(text);
      }),
      { numRuns: 500 },
    );
    expect(wrong).toEqual([]);
  });

  it('may be as deep as the limit, and no deeper', () => {
    const deep = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
    expect(faultOf(deep(JSON_LIMITS.depth))).toBeUndefined();
    expect(faultOf(deep(JSON_LIMITS.depth + 1))).toBe('too-deep');
    expect(faultOf('['.repeat(1_000_000))).toBe('too-deep');
    expect(faultOf('{"a":'.repeat(100_000))).toBe('too-deep');
  });

  it('may have as many members as the limit, and no more', () => {
    const many = (count: number) => `{${Array.from({ length: count }, (_, n) => `"m${n}":[]`).join(',')}}`;
    expect(faultOf(many(JSON_LIMITS.members))).toBeUndefined();
    expect(faultOf(many(JSON_LIMITS.members + 1))).toBe('too-many');
  });

  it.each(['{"a":1,"a":2}', '{"a":1,"\\u0061":2}', '[{"x":{"b":[{"b":1}],"b":2}}]'])(
    'do not say anything twice: %s',
    (text) => expect(faultOf(text)).toBe('repeated'),
  );

  it('may say the same in different objects, and in values', () => {
    expect(faultOf('{"a":{"a":"a"},"b":[{"a":"\\"a\\":1"},{"a":"}"}]}')).toBeUndefined();
  });

  it.each(['{"__proto__":{}}', '{"a":{"constructor":1}}', '[{"prototype":1}]', '{"__pro\\u0074o__":1}'])(
    'do not reach for a prototype: %s',
    (text) => expect(faultOf(text)).toBe('prototype'),
  );

  it('may contain those words as text', () => {
    expect(faultOf('{"comment":"__proto__","tags":["constructor"]}')).toBeUndefined();
  });

  it.each([
    [[0x22, 0xff, 0x22]],
    [[0x22, 0xc0, 0xaf, 0x22]],
    [[0x22, 0xed, 0xa0, 0x80, 0x22]],
    [[0x22, 0xe3, 0x81]],
  ])('are strict UTF-8: %j', (bytes) => expect(faultOf(Uint8Array.from(bytes))).toBe('not-utf8'));

  it.each(['', ' ', '{', '"a', '{"a"', '{"a":1,}', 'undefined', "{'a':1}", '{"a\\":1}'])(
    'are no JSON: %j',
    (text) => expect(faultOf(text)).toBe('not-json'),
  );
});
