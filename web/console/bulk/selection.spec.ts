import {
  everything,
  has,
  MOST_ROWS,
  NOTHING,
  ranged,
  type Row,
  sizeOf,
  stillThere,
  toggled,
  wholePage,
} from './selection.js';

const rows: Row[] = ['a', 'b', 'c', 'd', 'e'].map((id, at) => ({ id, version: at + 2 }));
const many: Row[] = Array.from({ length: MOST_ROWS + 5 }, (_, at) => ({ id: `row ${at}`, version: 1 }));
const ids = ({ chosen }: { chosen: ReadonlyMap<string, number> }) => [...chosen.keys()].sort().join('');

describe('a selection', () => {
  it('takes a row in with the version on screen, and out again', () => {
    const one = toggled(NOTHING, rows, 'b');
    expect([...one.chosen]).toEqual([['b', 3]]);
    expect([has(one, 'b'), has(one, 'a'), sizeOf(one)]).toEqual([true, false, 1]);
    expect(sizeOf(toggled(one, rows, 'b'))).toBe(0);
    expect(toggled(one, rows, 'unknown')).toBe(one);
  });

  it.each([
    ['b', 'd', 'bcd'],
    ['d', 'b', 'bcd'],
    ['c', 'c', 'c'],
  ])('ranges from %s to %s', (from, to, expected) => {
    expect(ids(ranged(toggled(NOTHING, rows, from), rows, to))).toBe(expected);
  });

  it('ranges again from the same row, and keeps what was selected', () => {
    const first = ranged(toggled(NOTHING, rows, 'b'), rows, 'c');
    expect(ids(ranged(first, rows, 'a'))).toBe('abc');
    expect(ids(ranged(NOTHING, rows, 'd'))).toBe('d');
    expect(ids(ranged({ ...first, anchor: 'gone' }, rows, 'e'))).toBe('bce');
    expect(ranged(first, rows, 'unknown')).toBe(first);
  });

  it('of a version stays that version when the row changes', () => {
    const one = toggled(NOTHING, rows, 'a');
    const changed = rows.map((row) => ({ ...row, version: row.version + 10 }));
    expect(ranged(one, changed, 'b').chosen.get('a')).toBe(2);
  });

  it('of all has every row, and leaves those on screen when one is taken out', () => {
    const all = everything(rows, 412);
    expect([sizeOf(all), has(all, 'not on screen')]).toEqual([412, true]);
    const without = toggled(all, rows, 'c');
    expect([ids(without), sizeOf(without), without.all]).toEqual(['abde', 4, null]);
    expect(ids(ranged(all, rows, 'e'))).toBe('abcde');
  });

  it('loses rows that have gone, and nothing else', () => {
    const page = wholePage(rows);
    expect(stillThere(page, rows)).toBe(page);
    expect(ids(stillThere(page, rows.slice(1)))).toBe('bcde');
  });

  it('has at most as many rows as one decision takes', () => {
    const page = wholePage(many);
    expect(sizeOf(page)).toBe(MOST_ROWS);
    expect(sizeOf(toggled(page, many, `row ${MOST_ROWS}`))).toBe(MOST_ROWS);
    expect(sizeOf(ranged(toggled(NOTHING, many, 'row 0'), many, `row ${MOST_ROWS + 4}`))).toBe(MOST_ROWS);
  });
});
