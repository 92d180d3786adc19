/** Commands that have a key, with the one each has at first; that of the palette goes with Ctrl or Cmd. */
export const FIRST_KEYS = {
  next: 'j',
  previous: 'k',
  open: 'o',
  approve: 'a',
  reject: 'r',
  spam: 's',
  undo: 'z',
  skip: 'n',
  escalate: 'e',
  choose: 'x',
  'choose-range': 'X',
  translate: 't',
  reveal: 'v',
  search: '/',
  help: '?',
  go: 'g',
  palette: 'k',
} as const;

/** A command that is the same on every page, or one that goes to the page of this path, after the key of `go`. */
export type Command = keyof typeof FIRST_KEYS | GoCommand;

/** Goes to the page of a path. */
export type GoCommand = `go:${string}`;

/** The key of each command, as `KeyboardEvent.key` tells it (`X` is Shift and x); empty: none. */
export type Keymap = Readonly<Record<keyof typeof FIRST_KEYS, string> & Record<GoCommand, string>>;

/** Keys mean different things alone, after the key of `go`, and with Ctrl or Cmd. */
export type KeyScope = 'alone' | 'go' | 'control';

/** Where the key of a command counts. */
export function scopeOf(command: string): KeyScope {
  if (command === 'palette') return 'control';
  return command.startsWith('go:') ? 'go' : 'alone';
}

/** Whether a key can be given to a command: one visible character; Enter, Escape, Space, Tab and arrows stay what they are. */
export function isAssignable(key: string): boolean {
  return /^[^\s\p{C}]$/u.test(key);
}

/** The keys as somebody changed them; what is not a command or not a key does not count. */
export function keymapOf(first: Keymap, changes: Readonly<Record<string, unknown>>): Keymap {
  const kept = Object.entries(changes).filter(
    ([command, key]) =>
      Object.hasOwn(first, command) && typeof key === 'string' && (key === '' || isAssignable(key)),
  );
  return { ...first, ...Object.fromEntries(kept) };
}

/** What differs from the first keys, to be remembered. */
export function changesOf(first: Keymap, keymap: Keymap): Record<string, string> {
  const before = new Map<string, string>(Object.entries(first));
  return Object.fromEntries(Object.entries(keymap).filter(([command, key]) => before.get(command) !== key));
}

/** The key of a command; empty: none. */
export function keyOf(keymap: Keymap, command: Command): string {
  return keymap[command] ?? '';
}

/** The command that has a key in a scope. */
export function commandAt(keymap: Keymap, scope: KeyScope, key: string): Command | undefined {
  const found = Object.entries(keymap).find(
    ([command, its]) => its !== '' && its === key && scopeOf(command) === scope,
  );
  return found?.[0] as Command | undefined;
}

/** Gives a command a key (empty: none); who had it gets the command's old one, so that no key means two things. */
export function assign(keymap: Keymap, command: Command, key: string): Keymap {
  const holder = key === '' ? undefined : commandAt(keymap, scopeOf(command), key);
  const others = holder === undefined || holder === command ? {} : { [holder]: keyOf(keymap, command) };
  return { ...keymap, ...others, [command]: key };
}

/** The caps to press for a key. */
export function capsOf(key: string): string[] {
  const upper = key.toUpperCase();
  const shifted = key === upper && key !== key.toLowerCase();
  return shifted ? ['Shift', upper] : [upper];
}

/** A key for `aria-keyshortcuts`. */
export function ariaKey(key: string): string | undefined {
  return key === '' ? undefined : capsOf(key).join('+');
}
