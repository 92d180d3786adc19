import fc from 'fast-check';
import { FILTERS, placeOf, placeWith, QUEUES, searchOf, UNFILTERED, type Place } from './place.js';

const USUAL: Place = { queue: 'held', ...UNFILTERED, order: 'next', item: '' };

const places = fc.record<Place>({
  queue: fc.constantFrom(...QUEUES),
  ...(Object.fromEntries(FILTERS.map((name) => [name, fc.string({ unit: 'grapheme' })])) as Record<
    (typeof FILTERS)[number],
    fc.Arbitrary<string>
  >),
  order: fc.constantFrom('oldest', 'newest'),
  item: fc.string({ unit: 'grapheme' }),
});

describe('place', () => {
  it('every place survives the address bar', () => {
    fc.assert(fc.property(places, (place) => expect(placeOf(searchOf(place))).toEqual(place)));
  });

  it('the usual place needs no query', () => {
    expect(searchOf(USUAL)).toBe('');
    expect(placeOf('')).toEqual(USUAL);
  });

  it('what waits is who should be decided first, what was decided is newest first', () => {
    expect(QUEUES.map((queue) => placeOf(`?queue=${queue}`).order)).toEqual([
      'next',
      'next',
      'newest',
      'newest',
      'newest',
    ]);
  });

  it('what is unknown is as usual', () => {
    expect(placeOf('?queue=trash&order=random&x=1')).toEqual(USUAL);
  });

  it('Japanese is readable back', () => {
    expect(placeOf(searchOf({ ...USUAL, q: '選挙 ﾊﾞｶ' })).q).toBe('選挙 ﾊﾞｶ');
  });

  it('another queue starts in its own order with nothing open, and keeps site and search', () => {
    const before: Place = { ...USUAL, site: 'a', q: 'x', order: 'newest', item: '7' };
    expect(placeWith(before, { queue: 'spam' })).toEqual({
      ...before,
      queue: 'spam',
      order: 'newest',
      item: '',
    });
    expect(placeWith({ ...before, queue: 'spam' }, { queue: 'held' })).toEqual({
      ...before,
      order: 'next',
      item: '',
    });
  });

  it('a filter closes the item, opening an item changes nothing else', () => {
    expect(placeWith({ ...USUAL, item: '7' }, { q: 'x' })).toEqual({ ...USUAL, q: 'x' });
    expect(placeWith({ ...USUAL, q: 'x' }, { item: '7' })).toEqual({ ...USUAL, q: 'x', item: '7' });
  });

  it('a queue and an item can be asked for together', () => {
    expect(placeWith({ ...USUAL, item: '7' }, { queue: 'held', item: '8' })).toEqual({ ...USUAL, item: '8' });
  });
});
