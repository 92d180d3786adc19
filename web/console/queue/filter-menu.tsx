import { Button, NativeSelect, Popover, TextInput } from '@mantine/core';
import { useRef, useState, type SubmitEvent } from 'react';
import { useTheDesk } from '../desk/use-desk.js';
import { FilterIcon } from '../parts/icons.js';
import { useSay } from '../say.js';
import { FILTERS, UNFILTERED } from '../state/place.js';
import { useSites } from './filter-words.js';
import classes from './queue.module.css';
import { SavedViews } from './saved-views.js';

type Filter = (typeof FILTERS)[number];

const LANGUAGES = ['en', 'ja'] as const;
const FLAGS = ['second-opinion', 'escalate'] as const;
const TEXTS = ['author', 'thread', 'rule', 'signal'] as const;

function Fields() {
  const say = useSay();
  const { place } = useTheDesk();
  const sites = useSites().data ?? [];
  const any = { value: '', label: say('filter.any') };
  return (
    <>
      <NativeSelect
        name="site"
        label={say('filter.site')}
        defaultValue={place.site}
        data={[
          { value: '', label: say('list.allSites') },
          ...sites.map(({ key, name }) => ({ value: key, label: name })),
        ]}
      />
      <NativeSelect
        name="language"
        label={say('filter.language')}
        defaultValue={place.language}
        data={[any, ...LANGUAGES.map((value) => ({ value, label: say(`filter.language.${value}`) }))]}
      />
      {TEXTS.map((name) => (
        <TextInput
          key={name}
          name={name}
          label={say(`filter.${name}`)}
          defaultValue={place[name]}
          maxLength={100}
          autoComplete="off"
          spellCheck={false}
        />
      ))}
      <TextInput name="from" type="date" label={say('filter.from')} defaultValue={place.from} />
      <TextInput name="to" type="date" label={say('filter.to')} defaultValue={place.to} />
      {place.queue === 'held' && (
        <NativeSelect
          name="flag"
          label={say('filter.flag')}
          defaultValue={place.flag}
          data={[any, ...FLAGS.map((value) => ({ value, label: say(`filter.flag.${value}`) }))]}
        />
      )}
    </>
  );
}

/** Opens and closes the filters. */
function useFilterMenu() {
  const { place, go } = useTheDesk();
  const [opened, setOpened] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  // Not left to the popover, which may give the focus to a field of its own that is about to go.
  const close = () => {
    setOpened(false);
    button.current?.focus();
  };
  const apply = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const chosen: Partial<Record<Filter, string>> = {};
    for (const name of FILTERS) {
      const value = data.get(name);
      if (typeof value === 'string') chosen[name] = value.trim();
    }
    close();
    go(chosen, { push: true });
  };
  const clear = () => {
    close();
    go({ ...UNFILTERED, q: place.q }, { push: true });
  };
  return {
    button,
    opened,
    toggle: (open: boolean) => (open ? setOpened(true) : close()),
    apply,
    clear,
    close,
  };
}

/** Everything a list can be narrowed by, and the views that were saved. */
export function FilterMenu() {
  const say = useSay();
  const { place } = useTheDesk();
  const { button, opened, toggle, apply, clear, close } = useFilterMenu();
  const count = FILTERS.filter((name) => name !== 'q' && place[name] !== '').length;
  return (
    <Popover
      opened={opened}
      onChange={toggle}
      width={340}
      position="bottom-start"
      shadow="md"
      transitionProps={{ duration: 0 }}
      trapFocus
    >
      <Popover.Target>
        <Button
          ref={button}
          size="xs"
          variant="default"
          leftSection={<FilterIcon />}
          aria-haspopup="dialog"
          onClick={() => toggle(!opened)}
        >
          {count === 0 ? say('filter.title') : say('filter.count', { count })}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={say('filter.title')}>
        <form className={classes.filterForm} onSubmit={apply}>
          <Fields />
          <div className={classes.filterEnd}>
            <Button type="submit" size="xs">
              {say('filter.apply')}
            </Button>
            <Button size="xs" variant="subtle" onClick={clear}>
              {say('list.clearFilters')}
            </Button>
          </div>
        </form>
        <SavedViews onDone={close} />
      </Popover.Dropdown>
    </Popover>
  );
}
