import fc from 'fast-check';
import { shapeOf } from './shape.js';

describe('shapeOf', () => {
  it.each([
    ['alphabets mixed in a word', 'see my pаypal page', ['mixed-alphabets'], 'pаypal'],
    ['a turned text', 'file\u202egpj.exe', ['bidi'], '\u202e'],
    ['an isolate', 'an ordinary \u2066word\u2069', ['bidi'], '\u2066'],
    ['stacked marks', `z\u0300\u0301\u0302\u0303\u0304algo`, ['stacked-marks'], '\u0303'],
    ['nothing to see', '\u200b\u200b\u2060', ['invisible'], undefined],
    ['hidden characters between all', 'b\u200ba\u200bd\u200b', ['invisible'], undefined],
    ['emoji alone', '🔥'.repeat(12), ['pictures'], undefined],
    ['capitals', 'THIS IS THE LAST WARNING FOR ALL OF YOU', ['shouting'], undefined],
    ['the same again', 'buy now! '.repeat(20), ['repetition'], undefined],
  ])('sees %s', (_case, text, oddities, part) => {
    const shape = shapeOf(text);
    expect(shape.oddities).toEqual(oddities);
    const first = shape.spans[0];
    expect(first === undefined ? undefined : text.slice(first.start, first.end)).toBe(part);
  });

  it.each([
    ['an ordinary sentence', 'The mayor of Łódź visited São Paulo, didn’t she?'],
    ['Japanese', 'これはﾃｽﾄです。Ｗｅｂサイトで見ました！(*´ω｀*)'],
    ['Japanese and Latin in one word', 'Tシャツ、PCR検査、コロナwave'],
    ['two languages side by side', 'Москва and Киев, Αθήνα and Athens'],
    ['units', '10 µm and 5 kΩ, β-test'],
    ['Vietnamese', 'Tiếng Việt rất thú vị'],
    ['Arabic and Hebrew with marks', 'السَّلَامُ עִבְרִית'],
    ['a family and a flag', '👨‍👩‍👧‍👦 🇯🇵 congratulations to all of you'],
    ['initials', 'NATO, EU and UN said no.'],
    ['a soft hyphen', 'Donau\u00addampf\u00adschiff'],
    ['laughter', 'wwwwwwwwww ｗｗｗｗｗ'],
  ])('finds nothing odd about %s', (_case, text) => expect(shapeOf(text).oddities).toEqual([]));

  it('gives spans inside any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        for (const { start, end } of shapeOf(text).spans) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
        }
      }),
    );
  });
});
