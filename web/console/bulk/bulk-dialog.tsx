import { Alert, Button, Radio, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type SubmitEvent } from 'react';
import type { RejectReason } from '../../../src/contract/review-api.js';
import { postBulk, selectionOf } from '../api/bulk.js';
import { useTheDesk } from '../desk/use-desk.js';
import { REJECT_REASONS } from '../keys/keys.js';
import { fieldProblem, problemText } from '../parts/problem-text.js';
import { keepLastReason, lastReason } from '../preferences.js';
import { useFilterWords } from '../queue/filter-words.js';
import { useSay } from '../say.js';
import type { Wish } from '../state/decisions.js';
import { FILTERS } from '../state/place.js';
import { BAD, GOOD } from '../theme.js';
import classes from './bulk.module.css';
import { Frame } from './frame.js';
import { sizeOf } from './selection.js';

/** Above this the number must be typed; above the other one a second person must approve. */
const TYPED_ABOVE = 100;
const SECOND_ABOVE = 1_000;

interface Form {
  reason: RejectReason;
  note: string;
  typed: string;
}

/** What was selected when the dialog was opened is what is asked for: nothing that changes behind it is added. */
function useSend(act: Wish['act'], form: Form) {
  const { bulk, place } = useTheDesk();
  const [{ selection, listing }] = useState(() => {
    const { item: _open, ...rest } = place;
    return { selection: bulk.selection, listing: rest };
  });
  const expected = sizeOf(selection);
  const mutation = useMutation({
    mutationFn: () =>
      postBulk({
        act,
        ...(act === 'reject' && { reason: form.reason }),
        ...(form.note.trim() !== '' && { note: form.note }),
        ...(selection.all === null
          ? { items: [...selection.chosen].map(([id, version]) => ({ id, version })) }
          : { filter: selectionOf(listing) }),
        expected,
        ...(expected > TYPED_ABOVE && { typed: expected }),
      }),
    onSuccess: (made) => {
      if (act === 'reject') keepLastReason(form.reason);
      bulk.begin(made);
    },
  });
  return { mutation, expected, isFilter: selection.all !== null };
}

/** By which filters they were selected. */
function ByFilters() {
  const say = useSay();
  const words = useFilterWords();
  const { place } = useTheDesk();
  const filters = FILTERS.filter((name) => place[name] !== '').map((name) => words(name, place[name]));
  const queue = say(`queue.${place.queue}`);
  return (
    <p className={classes.intro}>
      {filters.length === 0 ? say('bulk.everything', { queue }) : say('bulk.byFilters', { queue })}{' '}
      {filters.join(' · ')}
    </p>
  );
}

function Reasons({ value, onChange }: { value: RejectReason; onChange: (reason: RejectReason) => void }) {
  const say = useSay();
  return (
    <Radio.Group
      label={say('decide.reasons')}
      value={value}
      onChange={(chosen) => {
        const reason = REJECT_REASONS.find((one) => one === chosen);
        if (reason !== undefined) onChange(reason);
      }}
    >
      <div className={classes.reasons}>
        {REJECT_REASONS.map((reason) => (
          <Radio
            key={reason}
            value={reason}
            label={say(`reason.${reason}`)}
            data-autofocus={reason === value ? true : undefined}
          />
        ))}
      </div>
    </Radio.Group>
  );
}

interface FieldsProps {
  act: Wish['act'];
  form: Form;
  expected: number;
  noteFault: string | undefined;
  change: (part: Partial<Form>) => void;
}

function Fields({ act, form, expected, noteFault, change }: FieldsProps) {
  const say = useSay();
  return (
    <>
      {act === 'reject' && <Reasons value={form.reason} onChange={(reason) => change({ reason })} />}
      <Textarea
        label={say('bulk.note')}
        rows={2}
        maxLength={2_000}
        value={form.note}
        error={noteFault}
        onChange={(event) => change({ note: event.currentTarget.value })}
      />
      {expected > TYPED_ABOVE && (
        <TextInput
          label={say('bulk.type', { count: expected })}
          inputMode="numeric"
          autoComplete="off"
          value={form.typed}
          onChange={(event) => change({ typed: event.currentTarget.value })}
        />
      )}
      {expected > SECOND_ABOVE && <Alert color="yellow">{say('bulk.second')}</Alert>}
    </>
  );
}

/** Whether the number that was typed is this one; full-width digits and separators are as good. */
function isTyped(typed: string, expected: number): boolean {
  return typed.normalize('NFKC').replace(/[\s,.]/g, '') === String(expected);
}

/** Says what will happen, asks for the number where there are many, and has it done. */
export function BulkDialog({ act }: { act: Wish['act'] }) {
  const say = useSay();
  const { bulk, place } = useTheDesk();
  const shown = act === 'approve' && place.queue === 'reported' ? 'keep' : act;
  const [form, setForm] = useState<Form>({ reason: lastReason() ?? 'other', note: '', typed: '' });
  const { mutation, expected, isFilter } = useSend(act, form);
  const mustType = expected > TYPED_ABOVE;
  const ready = !mustType || isTyped(form.typed, expected);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (ready) mutation.mutate();
  };
  return (
    <Frame title={say('bulk.ask', { act: shown, count: expected })} onClose={bulk.close}>
      <form className={classes.form} onSubmit={submit}>
        {isFilter && <ByFilters />}
        <p className={classes.intro}>
          {say(`bulk.does.${shown}`)} {say('bulk.does.rest')}
        </p>
        <Fields
          act={act}
          form={form}
          expected={expected}
          noteFault={fieldProblem(mutation.error, 'note')}
          change={(part) => setForm({ ...form, ...part })}
        />
        {mutation.isError && (
          <Alert color="red" role="alert">
            {problemText(mutation.error, say)}
          </Alert>
        )}
        <div className={classes.buttons}>
          <Button variant="default" onClick={bulk.close}>
            {say('bulk.back')}
          </Button>
          <Button
            type="submit"
            color={act === 'approve' ? GOOD : BAD}
            loading={mutation.isPending}
            disabled={!ready}
            data-autofocus={act !== 'reject' && !mustType ? true : undefined}
          >
            {say('bulk.confirm', { act: shown, count: expected })}
          </Button>
        </div>
      </form>
    </Frame>
  );
}
