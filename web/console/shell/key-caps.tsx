import { Kbd } from '@mantine/core';
import { capsOf, type Command, keyOf } from '../keys/keymap.js';
import { useShell } from './use-shell.js';

const isApple = () => /Mac|iPhone|iPad/.test(navigator.userAgent);

/** The keys of a command, as caps; nothing when it has none. */
export function KeyCaps({ command, size = 'sm' }: { command: Command; size?: 'xs' | 'sm' }) {
  const { keymap } = useShell();
  const key = keyOf(keymap, command);
  if (key === '') return null;
  const caps = capsOf(key);
  if (command === 'palette') caps.unshift(isApple() ? '⌘' : 'Ctrl');
  if (command.startsWith('go:') && keymap.go !== '') caps.unshift(...capsOf(keymap.go));
  return caps.map((cap, n) => (
    <Kbd key={n} size={size} mr={4}>
      {cap}
    </Kbd>
  ));
}
