import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useEffectEvent, useState, useSyncExternalStore } from 'react';
import type { HistoryEntry, ReviewItem } from '../../../src/contract/review-api.js';
import { ApiError } from '../api/client.js';
import { conflictIn, postDecision, postUndo } from '../api/review.js';
import { noteDecision } from '../care/exposure.js';
import { problemText } from '../parts/problem-text.js';
import { useSpeech } from '../say.js';
import { Decisions, queueOf, type Deed, type DecisionEvents } from '../state/decisions.js';
import { usePatchListings } from '../state/use-listing.js';
import classes from './desk.module.css';

const CONFLICT_MS = 12_000;

type Failed = DecisionEvents['failed'];

function useFailed(open: (item: ReviewItem) => void): Failed {
  const { say } = useSpeech();
  const client = useQueryClient();
  const patch = usePatchListings();
  return (deed, error, act) => {
    const { item } = deed;
    const name = item.author.name === '' ? say('item.anonymous') : item.author.name;
    const conflict = conflictIn(error);
    if (error instanceof ApiError && error.status === 401) client.setQueryData(['session'], null);
    if (conflict !== undefined) patch(item.id, conflict.current);
    void client.invalidateQueries({
      queryKey: ['item'],
      predicate: ({ queryKey }) => queryKey[2] === item.id,
    });
    const id = `${act} ${item.id}`;
    const faster = conflict === undefined ? 'failed.title' : 'conflict.title';
    notifications.show({
      id,
      color: conflict === undefined ? 'red' : 'yellow',
      autoClose: conflict === undefined ? false : CONFLICT_MS,
      title: say(act === 'undo' ? 'failed.undo' : faster, { name }),
      message: (
        <>
          <p className={classes.failure}>{problemText(error, say)}</p>
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => {
              notifications.hide(id);
              open(item);
            }}
          >
            {say('failed.open')}
          </Button>
        </>
      ),
      closeButtonProps: { 'aria-label': say('help.close') },
    });
  };
}

/** The decisions of this page, and what the screen draws from them. `open` shows an item that came back. */
export function useDecisions(open: (item: ReviewItem) => void) {
  const client = useQueryClient();
  const patch = usePatchListings();
  const failed = useEffectEvent(useFailed(open));
  const saved = useEffectEvent<DecisionEvents['saved']>((deed, { id, state, reason, version }, act) => {
    if (act === 'undo') patch(id, { state, reason, version });
    else noteDecision();
    void client.invalidateQueries({
      queryKey: ['item'],
      predicate: ({ queryKey }) => queryKey[2] === deed.item.id,
    });
  });
  const [decisions] = useState(
    () =>
      new Decisions(
        {
          decide: postDecision,
          undo: postUndo,
          versionIn: (error) => conflictIn(error)?.current.version,
        },
        { saved: (...what) => saved(...what), failed: (...what) => failed(...what) },
      ),
  );
  const view = useSyncExternalStore(decisions.subscribe, () => decisions.view);
  return { decisions, view };
}

/** What taking back the last decision on a submission means: from where it is to where it was. */
export function deedOf(item: ReviewItem, last: HistoryEntry): Deed {
  const wish = last.act === 'approve' ? ({ act: 'approve' } as const) : ({ act: 'reject' } as const);
  return { ...wish, item, from: queueOf({ state: last.fromState, reason: null }), to: queueOf(item) };
}
