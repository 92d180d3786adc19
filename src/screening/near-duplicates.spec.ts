import fc from 'fast-check';
import { type Candidate, comparedParts, nearDuplicatesOf } from './near-duplicates.js';

const TEXT = 'The new bridge costs twice what was promised, and nobody at the council wants to say why.';

const candidate = (id: string, body: string, over: Partial<Candidate> = {}): Candidate => ({
  id,
  parts: comparedParts(body),
  author: `${id}@example.org`,
  network: null,
  ...over,
});

describe('near duplicates of a text', () => {
  it('are told apart by how much they have in common, and those most alike are named first', () => {
    const [half] = TEXT.split(', and');
    const others = [
      candidate('half', `${half}. Not again!`),
      candidate('other', 'I was there when the old one was built; the view was worth every penny.'),
      candidate('loud', `${TEXT.toUpperCase()}!!!`, { network: 'n1' }),
      candidate('word', TEXT.replace('bridge', 'tunnel'), { network: 'n1', author: 'loud@example.org' }),
    ];
    expect(nearDuplicatesOf(comparedParts(TEXT), others)).toEqual({
      same: 2,
      similar: 1,
      authors: 2,
      networks: 1,
      ids: ['loud', 'word', 'half'],
    });
  });

  it('are found behind tags and character references', () => {
    const marked = TEXT.replaceAll('e', '<b>e</b>').replaceAll('t', '&#116;');
    expect(nearDuplicatesOf(comparedParts(marked), [candidate('plain', TEXT)]).same).toBe(1);
  });

  it('names twenty at most, and counts all', () => {
    const others = Array.from({ length: 50 }, (_, index) => candidate(`${index}`, TEXT));
    const found = nearDuplicatesOf(comparedParts(TEXT), others);
    expect(found).toMatchObject({ same: 50, authors: 50 });
    expect(found.ids).toHaveLength(20);
  });

  it('are the same, however many times the text is spelt in another width and case, and whatever the rest is', () => {
    const text = fc.string({ unit: 'grapheme-ascii', minLength: 12, maxLength: 80 });
    fc.assert(
      fc.property(text, fc.array(text, { maxLength: 4 }), (body, rest) => {
        const parts = comparedParts(body);
        fc.pre(parts.size > 0);
        const others = rest.map((other, index) => candidate(`${index}`, other));
        const before = nearDuplicatesOf(parts, others);
        const after = nearDuplicatesOf(parts, [...others, candidate('again', ` ${body} `)]);
        expect(after.same).toBe(before.same + 1);
        expect(after.similar).toBe(before.similar);
      }),
    );
  });
});

describe('the parts of a text that are compared', () => {
  it('are none for a short one, and of its first 2,000 characters for a long one', () => {
    expect(comparedParts('w w w w w w').size).toBe(0);
    const start = Array.from({ length: 600 }, (_, index) => `${index}`)
      .join(' ')
      .slice(0, 2_000);
    expect(comparedParts(`${start}one end`)).toEqual(comparedParts(`${start}another`));
  });
});
