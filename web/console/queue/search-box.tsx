import { CloseButton, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useEffect, useState, type KeyboardEvent } from 'react';
import { SEARCH_ID, useTheDesk } from '../desk/use-desk.js';
import { focusHome } from '../desk/use-home-focus.js';
import { SearchIcon } from '../parts/icons.js';
import { useSay } from '../say.js';
import { KeyCaps } from '../shell/key-caps.js';
import classes from './queue.module.css';

const PAUSE_MS = 300;

/** Searches while typing, after a pause; never with half-composed Japanese. */
export function SearchBox() {
  const say = useSay();
  const { place, go, wide, keysOn } = useTheDesk();
  const [text, setText] = useState(place.q);
  useEffect(() => setText((typed) => (typed.trim() === place.q ? typed : place.q)), [place.q]);
  const search = (q: string) => {
    if (q.trim() !== place.q) go({ q: q.trim() });
  };
  const searchSoon = useDebouncedCallback(search, PAUSE_MS);
  const change = (value: string, composing: boolean) => {
    setText(value);
    if (!composing) searchSoon(value);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (event.key === 'Enter') search(text);
    if (event.key === 'Escape') {
      event.preventDefault();
      focusHome(place.item, wide);
    }
  };
  const clear = () => {
    setText('');
    go({ q: '' });
  };
  return (
    <TextInput
      id={SEARCH_ID}
      className={classes.search}
      type="text"
      inputMode="search"
      enterKeyHint="search"
      size="sm"
      aria-label={say('list.search')}
      placeholder={say('list.search')}
      leftSection={<SearchIcon />}
      rightSection={
        text === '' ? (
          keysOn && wide && <KeyCaps command="search" size="xs" />
        ) : (
          <CloseButton size="sm" aria-label={say('list.searchClear')} onClick={clear} />
        )
      }
      value={text}
      maxLength={200}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => {
        const native = event.nativeEvent;
        change(event.currentTarget.value, native instanceof InputEvent && native.isComposing);
      }}
      onCompositionEnd={(event) => change(event.currentTarget.value, false)}
      onKeyDown={onKeyDown}
    />
  );
}
