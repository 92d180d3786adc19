import { useTheDesk } from '../desk/use-desk.js';
import { ariaKey, type Command, keyOf } from '../keys/keymap.js';
import { KeyCaps } from '../shell/key-caps.js';
import { useShell } from '../shell/use-shell.js';

/** The key that does the same as the button beside it. */
export function KeyHint({ command }: { command: Command }) {
  const { keysOn, wide } = useTheDesk();
  const { keymap } = useShell();
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
