import { Combobox, Modal, TextInput, useCombobox } from '@mantine/core';
import { useCallback, useEffect, useState } from 'react';
import type { MessageKey } from '../messages.js';
import { SearchIcon } from '../parts/icons.js';
import { useSay } from '../say.js';
import { KeyCaps } from './key-caps.js';
import classes from './shell.module.css';
import { useOwnEntries } from './palette-entries.js';
import type { PaletteEntry } from './use-palette.js';
import { useShell } from './use-shell.js';

/** Entries in which every word of a query is found, without regard to case, width or kind of kana. */
function matching(entries: readonly PaletteEntry[], query: string): PaletteEntry[] {
  const words = folded(query).split(/\s+/).filter(Boolean);
  return entries.filter(({ label, id }) => {
    const text = folded(`${label} ${id}`);
    return words.every((word) => text.includes(word));
  });
}

function folded(text: string): string {
  const katakana = text.normalize('NFKC').toLowerCase();
  return katakana.replace(/[ァ-ヶ]/g, (kana) => String.fromCodePoint((kana.codePointAt(0) ?? 0) - 0x60));
}

function groupsOf(entries: readonly PaletteEntry[]): [MessageKey, PaletteEntry[]][] {
  const groups = new Map<MessageKey, PaletteEntry[]>();
  for (const entry of entries) groups.set(entry.group, [...(groups.get(entry.group) ?? []), entry]);
  return [...groups];
}

function Options({ entries }: { entries: readonly PaletteEntry[] }) {
  const say = useSay();
  const { keysOn } = useShell();
  return groupsOf(entries).map(([group, members]) => (
    <Combobox.Group key={group} label={say(group)}>
      {members.map(({ id, label, command }) => (
        <Combobox.Option key={id} value={id} className={classes.paletteOption}>
          <span>{label}</span>
          {keysOn && command !== undefined && (
            <span aria-hidden>
              <KeyCaps command={command} size="xs" />
            </span>
          )}
        </Combobox.Option>
      ))}
    </Combobox.Group>
  ));
}

const LIST_ID = 'palette-list';

/** A list that is always open; the chosen option is told to assistive technology also when typing chose it. */
function useOpenCombobox() {
  const combobox = useCombobox({ opened: true });
  const [active, setActive] = useState<string | null>(null);
  const told = (choose: () => string | null) => () => {
    const id = choose();
    setActive(id);
    return id;
  };
  const store = {
    ...combobox,
    selectNextOption: told(combobox.selectNextOption),
    selectPreviousOption: told(combobox.selectPreviousOption),
  };
  const { selectFirstOption } = combobox;
  const chooseFirst = useCallback(() => setActive(selectFirstOption()), [selectFirstOption]);
  return { store, active, chooseFirst };
}

function PaletteContent() {
  const say = useSay();
  const { palette } = useShell();
  const [query, setQuery] = useState('');
  const own = useOwnEntries(query);
  const all = [...palette.offered, ...own];
  const entries = matching(
    all.filter(({ id }) => id !== 'search'),
    query,
  );
  const search = query.trim() === '' ? [] : all.filter(({ id }) => id === 'search');
  const shown = [...entries, ...search];
  const { store, active, chooseFirst } = useOpenCombobox();
  useEffect(chooseFirst, [query, chooseFirst]);
  const choose = (id: string) => {
    palette.close();
    shown.find((entry) => entry.id === id)?.run();
  };
  return (
    <Combobox store={store} onOptionSubmit={choose}>
      <Combobox.EventsTarget
        withExpandedAttribute
        aria-expanded
        aria-controls={LIST_ID}
        aria-activedescendant={active ?? undefined}
      >
        <TextInput
          data-autofocus
          variant="unstyled"
          size="md"
          className={classes.paletteField}
          leftSection={<SearchIcon />}
          aria-label={say('palette.title')}
          placeholder={say('palette.hint')}
          value={query}
          maxLength={200}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setQuery(event.currentTarget.value)}
        />
      </Combobox.EventsTarget>
      <Combobox.Options id={LIST_ID} className={classes.paletteList} aria-label={say('palette.title')}>
        {shown.length === 0 ? (
          <Combobox.Empty>{say('palette.nothing')}</Combobox.Empty>
        ) : (
          <Options entries={shown} />
        )}
      </Combobox.Options>
    </Combobox>
  );
}

/** Everything that can be done here, found by typing. */
export function Palette() {
  const say = useSay();
  const { palette } = useShell();
  return (
    <Modal
      opened={palette.opened}
      onClose={palette.close}
      aria-label={say('palette.title')}
      withCloseButton={false}
      returnFocus={false}
      lockScroll={false}
      transitionProps={{ duration: 0 }}
      yOffset="10vh"
      padding={0}
      size={560}
    >
      <PaletteContent />
    </Modal>
  );
}
