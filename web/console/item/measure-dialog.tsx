import { Button, Checkbox, Modal, NumberInput, Radio, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { MeasureName } from '../../../src/contract/item-api.js';
import type { ReviewItem } from '../../../src/contract/review-api.js';
import { Excerpt } from '../care/folded-text.js';
import { fetchWaiting, postDecisions, postMeasure } from '../api/item.js';
import { useTheDesk } from '../desk/use-desk.js';
import { fieldProblem, problemText } from '../parts/problem-text.js';
import { Ago } from '../parts/time.js';
import { useSay } from '../say.js';
import { useRefreshItem } from '../state/use-around.js';
import { usePatchListings } from '../state/use-listing.js';
import { mayLay } from './may-lay.js';
import own from './measure-dialog.module.css';

const KINDS: readonly MeasureName[] = ['hold_always', 'suspend', 'ban'];

interface Wish {
  kind: MeasureName;
  days: number;
  everywhere: boolean;
  reason: string;
  rejectAll: boolean;
}

const FIRST: Wish = { kind: 'hold_always', days: 7, everywhere: false, reason: '', rejectAll: false };

interface Parts {
  item: ReviewItem;
  wish: Wish;
  change: (part: Partial<Wish>) => void;
}

/** Lays the measure; then rejects what waits, each only if it is as it was counted. */
function useApply(item: ReviewItem, wish: Wish, onDone: () => void) {
  const say = useSay();
  const refresh = useRefreshItem();
  const patch = usePatchListings();
  return useMutation({
    mutationFn: async (items: { id: string; version: number }[]) => {
      const { kind, everywhere, reason, days } = wish;
      await postMeasure(item.id, { kind, everywhere, reason, ...(kind === 'suspend' ? { days } : {}) });
      if (!wish.rejectAll || items.length === 0) return 0;
      const { recorded, results } = await postDecisions({
        act: 'reject',
        reason: 'other',
        note: reason,
        items,
      });
      for (const one of results)
        if (one.kind === 'recorded')
          patch(one.id, { state: one.state, reason: one.reason, version: one.version });
      return recorded;
    },
    onSuccess: (rejected) => {
      const measure = say(`measure.${wish.kind}`);
      notifications.show({
        message:
          rejected === 0
            ? say('measure.done', { measure })
            : say('measure.doneRejected', { measure, count: rejected }),
      });
      onDone();
    },
    onSettled: () => refresh(item.id),
  });
}

function Kinds({ wish, change }: Parts) {
  const say = useSay();
  const { role } = useTheDesk().session.moderator;
  return (
    <Radio.Group
      value={wish.kind}
      onChange={(value) => {
        const kind = KINDS.find((one) => one === value);
        if (kind !== undefined) change({ kind });
      }}
      aria-label={say('measure.title')}
    >
      <div className={own.kinds}>
        {KINDS.map((kind) => {
          const may = mayLay(role, kind);
          const hint = say(`measure.hint.${kind}`);
          return (
            <Radio
              key={kind}
              value={kind}
              disabled={!may}
              label={say(`measure.${kind}`)}
              description={may ? hint : `${hint} ${say('measure.lead')}`}
            />
          );
        })}
      </div>
    </Radio.Group>
  );
}

function Touches({ item, wish, change }: Parts) {
  const say = useSay();
  const waiting = useWaiting(item, wish.everywhere);
  if (waiting.isError) return <p role="alert">{problemText(waiting.error, say)}</p>;
  if (waiting.data === undefined) return null;
  const { count, newest } = waiting.data;
  return (
    <section className={own.touches} aria-live="polite">
      <p>{say('measure.touches', { count })}</p>
      {count > 0 && (
        <>
          <ul>
            {newest.map((one) => (
              <li key={one.id}>
                <Excerpt of={one} className={own.text} />
                <span className={own.meta}>
                  {one.thread.title} · <Ago at={one.receivedAt} />
                </span>
              </li>
            ))}
          </ul>
          <Checkbox
            checked={wish.rejectAll}
            label={say('measure.rejectAll', { count })}
            description={say('measure.stay')}
            onChange={(event) => change({ rejectAll: event.currentTarget.checked })}
          />
        </>
      )}
    </section>
  );
}

function useWaiting(item: ReviewItem, everywhere: boolean) {
  return useQuery({
    queryKey: ['waiting', item.id, everywhere],
    queryFn: ({ signal }) => fetchWaiting(item.id, everywhere, signal),
    gcTime: 0,
  });
}

function Fields({ wish, change, error }: Parts & { error: unknown }) {
  const say = useSay();
  return (
    <>
      {wish.kind === 'suspend' && (
        <NumberInput
          label={say('measure.days')}
          value={wish.days}
          min={1}
          max={365}
          allowDecimal={false}
          w={120}
          error={fieldProblem(error, 'days')}
          onChange={(days) => change({ days: Number(days) })}
        />
      )}
      <Checkbox
        checked={wish.everywhere}
        label={say('measure.everywhere')}
        onChange={(event) => change({ everywhere: event.currentTarget.checked })}
      />
      <Textarea
        label={say('measure.reason')}
        required
        autosize
        minRows={2}
        maxRows={6}
        value={wish.reason}
        error={fieldProblem(error, 'reason')}
        onChange={(event) => change({ reason: event.currentTarget.value })}
      />
    </>
  );
}

function Form({ item, onClose }: MeasureDialogProps) {
  const say = useSay();
  const [wish, setWish] = useState(FIRST);
  const change = (part: Partial<Wish>) => setWish((before) => ({ ...before, ...part }));
  const waiting = useWaiting(item, wish.everywhere);
  const applying = useApply(item, wish, onClose);
  const parts = { item, wish, change };
  return (
    <form
      className={own.form}
      onSubmit={(event) => {
        event.preventDefault();
        applying.mutate(waiting.data?.items ?? []);
      }}
    >
      <p>{say('measure.intro', { name: item.author.name === '' ? item.author.email : item.author.name })}</p>
      <Kinds {...parts} />
      <Fields {...parts} error={applying.error} />
      <Touches {...parts} />
      {applying.isError && <p role="alert">{problemText(applying.error, say)}</p>}
      <div className={own.buttons}>
        <Button variant="default" onClick={onClose}>
          {say('measure.cancel')}
        </Button>
        <Button
          type="submit"
          color={wish.kind === 'hold_always' ? undefined : 'red.9'}
          loading={applying.isPending}
          disabled={wish.reason.trim() === '' || waiting.data === undefined}
        >
          {say('measure.apply')}
        </Button>
      </div>
    </form>
  );
}

interface MeasureDialogProps {
  item: ReviewItem;
  onClose: () => void;
}

/** Asks what is to be laid upon the author, and shows before what it touches. */
export function MeasureDialog({ item, onClose }: MeasureDialogProps) {
  const say = useSay();
  return (
    <Modal
      opened
      onClose={onClose}
      title={say('measure.title')}
      lockScroll={false}
      transitionProps={{ duration: 0 }}
      closeButtonProps={{ 'aria-label': say('help.close') }}
    >
      <Form item={item} onClose={onClose} />
    </Modal>
  );
}
