import { assign, FIRST_KEYS } from './keymap.js';
import { actOf, isRejectReason, REJECT_REASONS, type KeyPress, type KeyScene } from './keys.js';

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  keyCode: 0,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  repeat: false,
  isComposing: false,
  ...more,
});

const scene = (more: Partial<KeyScene> = {}): KeyScene => ({
  on: true,
  place: 'page',
  reasonsOpen: false,
  onControl: false,
  keymap: FIRST_KEYS,
  ...more,
});

const OURS = [
  'j',
  'k',
  'ArrowDown',
  'ArrowUp',
  'a',
  'r',
  's',
  'z',
  't',
  'x',
  'X',
  'o',
  'Enter',
  'Escape',
  '/',
];

describe('keys', () => {
  it.each([
    ['j', 'next'],
    ['ArrowDown', 'next'],
    ['k', 'previous'],
    ['ArrowUp', 'previous'],
    ['a', 'approve'],
    ['r', 'reject'],
    ['s', 'spam'],
    ['z', 'undo'],
    ['t', 'translate'],
    ['x', 'choose'],
    ['X', 'choose-range'],
    ['o', 'open'],
    ['Enter', 'open'],
    ['Escape', 'back'],
    ['/', 'search'],
  ])('%s means %s', (key, kind) => {
    expect(actOf(press(key), scene())).toEqual({ kind });
  });

  it('means what somebody has chosen', () => {
    const keymap = assign(FIRST_KEYS, 'approve', 's');
    expect(actOf(press('s'), scene({ keymap }))).toEqual({ kind: 'approve' });
    expect(actOf(press('a'), scene({ keymap }))).toEqual({ kind: 'spam' });
    expect(actOf(press('z'), scene({ keymap: assign(keymap, 'undo', '') }))).toBeNull();
  });

  it.each(['y', 'g', '?', 'A', '1', 'Tab', ' ', 'Process', 'あ'])('%p means nothing', (key) => {
    expect(actOf(press(key), scene())).toBeNull();
  });

  const rest: [string, Partial<KeyPress>, Partial<KeyScene>][] = [
    ['with Ctrl', { ctrlKey: true }, {}],
    ['with Cmd', { metaKey: true }, {}],
    ['with Alt', { altKey: true }, {}],
    ['while composing, as isComposing tells', { isComposing: true }, {}],
    ['while composing, as key code 229 tells', { keyCode: 229 }, {}],
    ['in a field', {}, { place: 'field' }],
    ['in a dialog or menu', {}, { place: 'overlay' }],
    ['when switched off', {}, { on: false }],
  ];
  it.each(rest)('every key rests %s', (_when, keys, where) => {
    expect(OURS.map((key) => actOf(press(key, keys), scene(where)))).toEqual(OURS.map(() => null));
  });

  it('a held key moves but neither decides nor takes back', () => {
    const held = OURS.filter((key) => actOf(press(key, { repeat: true }), scene()) !== null);
    expect(held).toEqual(['j', 'k', 'ArrowDown', 'ArrowUp']);
  });

  it('arrows scroll the open item when the focus is in it, j and k still move', () => {
    const item = scene({ place: 'item' });
    expect(actOf(press('ArrowDown'), item)).toBeNull();
    expect(actOf(press('ArrowUp'), item)).toBeNull();
    expect(actOf(press('j'), item)).toEqual({ kind: 'next' });
  });

  it('Enter is left to the button or link that has the focus', () => {
    expect(actOf(press('Enter'), scene({ onControl: true }))).toBeNull();
    expect(actOf(press('o'), scene({ onControl: true }))).toEqual({ kind: 'open' });
  });

  it('numbers choose a reason while the reasons are open, wherever the focus is', () => {
    for (const place of ['page', 'overlay', 'item'] as const) {
      const chosen = ['1', '2', '3', '4', '5', '6'].map((key) =>
        actOf(press(key), scene({ place, reasonsOpen: true })),
      );
      expect(chosen).toEqual(REJECT_REASONS.map((reason) => ({ kind: 'reason', reason })));
    }
  });

  it('nothing else is heard while the reasons are open', () => {
    const open = scene({ place: 'overlay', reasonsOpen: true });
    expect([...OURS, '0', '7', '9'].map((key) => actOf(press(key), open))).toEqual(
      [...OURS, '0', '7', '9'].map(() => null),
    );
    expect(actOf(press('1', { repeat: true }), open)).toBeNull();
    expect(actOf(press('1', { ctrlKey: true }), open)).toBeNull();
    expect(actOf(press('1', { keyCode: 229 }), open)).toBeNull();
  });

  it('tells a reason that people choose from the name of a rule', () => {
    expect(isRejectReason('abuse')).toBe(true);
    expect(isRejectReason('links')).toBe(false);
    expect(isRejectReason(null)).toBe(false);
  });
});
