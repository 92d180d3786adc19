import { Button, NativeSelect, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { NoteAbout, NoteView } from '../../../src/contract/item-api.js';
import { postNote, postNoteWithdrawal } from '../api/item.js';
import { fieldProblem, problemText } from '../parts/problem-text.js';
import { Ago } from '../parts/time.js';
import { useSay } from '../say.js';
import { useAround, useRefreshItem } from '../state/use-around.js';
import classes from './item.module.css';
import own from './notes.module.css';

/** What was typed and not sent yet, by item: moving on and back loses nothing. */
const drafts = new Map<string, string>();

function Note({ id, note }: { id: string; note: NoteView }) {
  const say = useSay();
  const refresh = useRefreshItem();
  const withdrawal = useMutation({
    mutationFn: () => postNoteWithdrawal(note.id),
    onSettled: () => refresh(id),
  });
  const withdrawn = note.withdrawnAt !== null;
  return (
    <li className={own.note}>
      {withdrawn ? (
        <span className={classes.quiet}>{say('notes.withdrawn')}</span>
      ) : (
        <p className={own.text} dir="auto">
          {note.text}
        </p>
      )}
      <div className={own.foot}>
        <bdi>{note.by}</bdi> · <Ago at={note.at} />
        {note.about === 'author' && <span>· {say('notes.onAuthor')}</span>}
        {note.own && !withdrawn && (
          <Button
            size="compact-xs"
            variant="subtle"
            loading={withdrawal.isPending}
            onClick={() => withdrawal.mutate()}
          >
            {say('notes.withdraw')}
          </Button>
        )}
      </div>
      {withdrawal.isError && <p role="alert">{problemText(withdrawal.error, say)}</p>}
    </li>
  );
}

function NoteForm({ id, known }: { id: string; known: boolean }) {
  const say = useSay();
  const refresh = useRefreshItem();
  const [text, setTextState] = useState(drafts.get(id) ?? '');
  const [about, setAbout] = useState<NoteAbout>('submission');
  const setText = (value: string) => {
    setTextState(value);
    if (value === '') drafts.delete(id);
    else drafts.set(id, value);
  };
  const sending = useMutation({
    mutationFn: () => postNote(id, { about, text }),
    onSuccess: () => {
      setText('');
      refresh(id);
    },
  });
  const failure = sending.isError
    ? (fieldProblem(sending.error, 'text') ?? problemText(sending.error, say))
    : undefined;
  return (
    <form
      className={own.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== '') sending.mutate();
      }}
    >
      <Textarea
        aria-label={say('notes.field')}
        placeholder={say('notes.field')}
        autosize
        minRows={1}
        maxRows={10}
        maxLength={4_000}
        value={text}
        error={failure}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {text !== '' && (
        <div className={own.send}>
          <NativeSelect
            size="xs"
            label={say('notes.about')}
            value={about}
            onChange={(event) => setAbout(event.currentTarget.value === 'author' ? 'author' : 'submission')}
            data={(known ? (['submission', 'author'] as const) : (['submission'] as const)).map((value) => ({
              value,
              label: say(`notes.about.${value}`),
            }))}
          />
          <Button type="submit" size="xs" loading={sending.isPending} disabled={text.trim() === ''}>
            {say('notes.add')}
          </Button>
        </div>
      )}
    </form>
  );
}

/** What moderators tell each other, on this comment and on its author. */
export function Notes({ id, known }: { id: string; known: boolean }) {
  const say = useSay();
  const { data, isError } = useAround('notes', id);
  return (
    <section aria-labelledby="notes-title">
      <h3 className={classes.sectionTitle} id="notes-title">
        {say('notes.title')}
      </h3>
      {isError && <p className={classes.quiet}>{say('around.failed')}</p>}
      {data !== undefined && data.notes.length > 0 && (
        <ul className={own.list}>
          {data.notes.map((note) => (
            <Note key={note.id} id={id} note={note} />
          ))}
        </ul>
      )}
      <NoteForm id={id} known={known} />
    </section>
  );
}
