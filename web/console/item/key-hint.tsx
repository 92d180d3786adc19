import { useMediaQuery } from '@mantine/hooks';
import { ariaKey, type Command, keyOf } from '../keys/keymap.js';
import { KeyCaps } from '../shell/key-caps.js';
import { useShell } from '../shell/use-shell.js';
import { WIDE } from '../parts/notices.js';

/** Whether the screen has room for two panes. */
export function useWide(): boolean {
  return useMediaQuery(WIDE, undefined, { getInitialValueInEffect: false });
}

/** The key that does the same as the button beside it. */
export function KeyHint({ command }: { command: Command }) {
  const { keymap, keysOn } = useShell();
  const wide = useWide();
  if (!keysOn || !wide || keyOf(keymap, command) === '') return null;
  return (
    <span aria-hidden>
      <KeyCaps command={command} size="xs" />
    </span>
  );
}

/** The key of a command for `aria-keyshortcuts`; undefined when keys are off or it has none. */
export function useAriaKey(command: Command): string | undefined {
  const { keymap, keysOn } = useShell();
  return keysOn ? ariaKey(keyOf(keymap, command)) : undefined;
}
