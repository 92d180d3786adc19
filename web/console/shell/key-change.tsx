import { UnstyledButton, VisuallyHidden } from '@mantine/core';
import { useState, type KeyboardEvent } from 'react';
import { isComposing } from '../keys/key-place.js';
import { assign, capsOf, commandAt, isAssignable, keyOf, scopeOf, type Command } from '../keys/keymap.js';
import { useSay } from '../say.js';
import { KeyCaps } from './key-caps.js';
import classes from './shell.module.css';
import { useShell } from './use-shell.js';

const NONE = new Set(['Backspace', 'Delete']);

interface KeyChangeProps {
  command: Command;
  /** What the command does, in words. */
  does: string;
  onNote: (note: string) => void;
}

/** The key of a command; pressed, it takes the next key: a character is the new one, Backspace none, Escape leaves it. */
export function KeyChange({ command, does, onNote }: KeyChangeProps) {
  const say = useSay();
  const { keymap, setKeymap } = useShell();
  const [asking, setAsking] = useState(false);
  const old = keyOf(keymap, command);

  const give = (key: string) => {
    const holder = key === '' ? undefined : commandAt(keymap, scopeOf(command), key);
    setKeymap(assign(keymap, command, key));
    if (key === '') onNote(say('keys.none.done', { does }));
    else if (holder === undefined || holder === command)
      onNote(say('keys.done', { does, key: capsOf(key).join(' ') }));
    else onNote(say('keys.swapped', { does, key: capsOf(key).join(' ') }));
    setAsking(false);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!asking || event.key === 'Tab' || isComposing(event.nativeEvent)) return;
    if (event.key === 'Escape') setAsking(false);
    else if (NONE.has(event.key)) give('');
    else if (isAssignable(event.key)) give(event.key);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <UnstyledButton
      className={classes.keyChange}
      data-asking={asking ? '' : undefined}
      data-mantine-stop-propagation={asking}
      onClick={() => setAsking(true)}
      onBlur={() => setAsking(false)}
      onKeyDown={onKeyDown}
    >
      <VisuallyHidden>{say(asking ? 'keys.press' : 'keys.change', { does })} </VisuallyHidden>
      {asking ? say('keys.pressShort') : old === '' ? say('keys.none') : <KeyCaps command={command} />}
    </UnstyledButton>
  );
}
