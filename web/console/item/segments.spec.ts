import fc from 'fast-check';
import { segmentsOf, type Pointed } from './segments.js';

const spans = fc.array(
  fc.record<Pointed>({
    start: fc.integer({ min: -5, max: 60 }),
    end: fc.integer({ min: -5, max: 60 }),
    signal: fc.nat(3),
  }),
  { maxLength: 8 },
);

describe('segments', () => {
  it('put together are the text, whatever the spans', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), spans, (text, pointed) => {
        expect(
          segmentsOf(text, pointed)
            .map((segment) => segment.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });

  it('never cut a character in half', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('😀', '𠮷', 'a', '港'), maxLength: 20 }),
        spans,
        (text, pointed) => {
          expect(segmentsOf(text, pointed).every((segment) => encodeURIComponent(segment.text) !== '')).toBe(
            true,
          );
        },
      ),
    );
  });

  it('carry the signals that point at them', () => {
    expect(segmentsOf('buy ﾊﾞｶ now', [{ start: 4, end: 7, signal: 2 }])).toEqual([
      { start: 0, text: 'buy ', signals: [] },
      { start: 4, text: 'ﾊﾞｶ', signals: [2] },
      { start: 7, text: ' now', signals: [] },
    ]);
  });

  it('split where spans overlap', () => {
    const pointed = [
      { start: 0, end: 4, signal: 0 },
      { start: 2, end: 6, signal: 1 },
    ];
    expect(segmentsOf('abcdef', pointed).map(({ text, signals }) => [text, signals])).toEqual([
      ['ab', [0]],
      ['cd', [0, 1]],
      ['ef', [1]],
    ]);
  });

  it('name a signal once though it points twice', () => {
    const pointed = [
      { start: 0, end: 3, signal: 0 },
      { start: 0, end: 3, signal: 0 },
    ];
    expect(segmentsOf('abc', pointed)).toEqual([{ start: 0, text: 'abc', signals: [0] }]);
  });

  it('clip what is out of range and drop what is empty or reversed', () => {
    const pointed = [
      { start: 2, end: 99, signal: 0 },
      { start: 1, end: 1, signal: 1 },
      { start: 2, end: 0, signal: 2 },
      { start: 50, end: 60, signal: 3 },
    ];
    expect(segmentsOf('abc', pointed)).toEqual([
      { start: 0, text: 'ab', signals: [] },
      { start: 2, text: 'c', signals: [0] },
    ]);
  });

  it('of an empty text are none', () => {
    expect(segmentsOf('', [{ start: 0, end: 3, signal: 0 }])).toEqual([]);
  });
});
