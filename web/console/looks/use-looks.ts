import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { SampleAnswered, SampleChoice } from '../../../src/contract/samples-api.js';
import { postSampleAnswer, postSampleHand, postSamplePass, postSampleUndo } from '../api/samples.js';
import { problemText } from '../parts/problem-text.js';
import { useSpeech } from '../say.js';
import { COUNT_KEY } from './looks-badge.js';

/** What happened last on the page. */
export type LastLook =
  { kind: 'answered'; answer: SampleAnswered } | { kind: 'passed' } | { kind: 'taken-back' } | null;

/** The second looks of who is signed in: the next one is on screen before the answer to the one before is saved. */
export function useLooks() {
  const { say, locale } = useSpeech();
  const client = useQueryClient();
  const [gone, setGone] = useState<readonly string[]>([]);
  const [last, setLast] = useState<LastLook>(null);
  const query = useQuery({
    queryKey: ['looks', locale],
    queryFn: async ({ signal }) => {
      const hand = await postSampleHand(signal);
      client.setQueryData(COUNT_KEY, { waiting: hand.waiting });
      return hand;
    },
    refetchOnWindowFocus: false,
  });
  const items = (query.data?.items ?? []).filter(({ id }) => !gone.includes(id));
  const bringBack = (id: string) => setGone((ids) => ids.filter((one) => one !== id));

  /** Does something to an item that leaves the screen at once; it comes back when that fails. */
  const leave = async (id: string, act: () => Promise<LastLook>) => {
    setGone((ids) => [...ids, id]);
    try {
      setLast(await act());
    } catch (error) {
      bringBack(id);
      notifications.show({ color: 'red', title: say('looks.notSaved'), message: problemText(error, say) });
    }
    await query.refetch();
  };

  const takeBack = async (id: string) => {
    try {
      await postSampleUndo(id);
      bringBack(id);
      setLast({ kind: 'taken-back' });
    } catch (error) {
      notifications.show({
        color: 'red',
        title: say('looks.notTakenBack'),
        message: problemText(error, say),
      });
    }
    await query.refetch();
  };

  const shown = items[0];
  const answer = (choice: SampleChoice) => {
    if (shown === undefined) return;
    void leave(shown.id, async () => ({
      kind: 'answered',
      answer: await postSampleAnswer(shown.id, choice),
    }));
  };
  const pass = () => {
    if (shown === undefined) return;
    void leave(shown.id, async () => {
      await postSamplePass(shown.id);
      return { kind: 'passed' };
    });
  };
  /** Takes the last answer back, if there is one. */
  const undo = () => {
    if (last?.kind === 'answered') void takeBack(last.answer.id);
  };
  return { query, shown, last, answer, pass, undo };
}

/** The second looks of who is signed in. */
export type Looks = ReturnType<typeof useLooks>;
