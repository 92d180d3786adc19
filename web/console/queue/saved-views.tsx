import { Button, CloseButton, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTheDesk } from '../desk/use-desk.js';
import { keepViews, keptViews, type View } from '../preferences.js';
import { useSay } from '../say.js';
import { placeOf, searchOf } from '../state/place.js';
import classes from './queue.module.css';

const LONGEST_NAME = 40;

/** Queue, filters and order under a name, in this browser. The address itself can be sent to a colleague. */
export function SavedViews({ onDone }: { onDone: () => void }) {
  const say = useSay();
  const { place, go } = useTheDesk();
  const [views, setViews] = useState<readonly View[]>(keptViews);
  const [name, setName] = useState('');
  const change = (next: readonly View[]) => {
    keepViews(next);
    setViews(next);
  };
  const save = () => {
    const view = { name: name.trim(), search: searchOf({ ...place, item: '' }) };
    if (view.name === '') return;
    change([...views.filter((other) => other.name !== view.name), view]);
    setName('');
  };
  const open = (view: View) => {
    onDone();
    go(placeOf(view.search), { push: true });
  };
  return (
    <section className={classes.views} aria-label={say('view.title')}>
      <h3 className={classes.viewsTitle}>{say('view.title')}</h3>
      <ul>
        {views.map((view) => (
          <li key={view.name}>
            <Button size="compact-sm" variant="subtle" onClick={() => open(view)}>
              {view.name}
            </Button>
            <CloseButton
              size="xs"
              aria-label={say('view.remove', { name: view.name })}
              onClick={() => change(views.filter((other) => other !== view))}
            />
          </li>
        ))}
      </ul>
      <div className={classes.filterEnd}>
        <TextInput
          size="xs"
          aria-label={say('view.name')}
          placeholder={say('view.name')}
          maxLength={LONGEST_NAME}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button size="xs" variant="default" disabled={name.trim() === ''} onClick={save}>
          {say('view.save')}
        </Button>
      </div>
    </section>
  );
}
