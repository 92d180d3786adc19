import {
  ariaKey,
  assign,
  capsOf,
  changesOf,
  commandAt,
  FIRST_KEYS,
  isAssignable,
  keymapOf,
  type Keymap,
  scopeOf,
} from './keymap.js';

const FIRST: Keymap = { ...FIRST_KEYS, 'go:today': 't', 'go:mine': 'm' };

describe('the keys of the console', () => {
  it('mean one thing each, alone, after `go` and with Ctrl', () => {
    const all = Object.entries(FIRST).map(([command, key]) => `${scopeOf(command)} ${key}`);
    expect(new Set(all).size).toBe(all.length);
  });

  it.each(['a', 'X', '?', 'ß', 'あ', '9'])('can be %p', (key) => expect(isAssignable(key)).toBe(true));

  it.each(['', ' ', '\u3000', 'Enter', 'Escape', 'Tab', 'ArrowUp', 'ab', '\u200b', 'Dead', 'Process'])(
    'cannot be %p',
    (key) => expect(isAssignable(key)).toBe(false),
  );

  it('are found by their scope', () => {
    expect(commandAt(FIRST, 'alone', 'k')).toBe('previous');
    expect(commandAt(FIRST, 'control', 'k')).toBe('palette');
    expect(commandAt(FIRST, 'go', 't')).toBe('go:today');
    expect(commandAt(FIRST, 'alone', 'K')).toBeUndefined();
    expect(commandAt({ ...FIRST, spam: '' }, 'alone', '')).toBeUndefined();
  });

  it('change places with what had the key', () => {
    const changed = assign(FIRST, 'approve', 's');
    expect([changed.approve, changed.spam]).toEqual(['s', 'a']);
    expect(assign(changed, 'spam', '').spam).toBe('');
    expect(assign(FIRST, 'approve', 't')['go:today']).toBe('t');
    expect(assign(FIRST, 'approve', 'a')).toEqual(FIRST);
  });

  it('are remembered as what differs, and read back without what is foreign', () => {
    const changed = assign(assign(FIRST, 'approve', 's'), 'go', '');
    const kept = changesOf(FIRST, changed);
    expect(kept).toEqual({ approve: 's', spam: 'a', go: '' });
    expect(keymapOf(FIRST, kept)).toEqual(changed);
    expect(keymapOf(FIRST, { nothing: 'x', approve: 'Enter', spam: 7, constructor: 'x' })).toEqual(FIRST);
  });

  it('are said as the caps to press', () => {
    expect([capsOf('a'), capsOf('X'), capsOf('/'), capsOf('あ')]).toEqual([
      ['A'],
      ['Shift', 'X'],
      ['/'],
      ['あ'],
    ]);
    expect([ariaKey('X'), ariaKey('a'), ariaKey('')]).toEqual(['Shift+X', 'A', undefined]);
  });
});
