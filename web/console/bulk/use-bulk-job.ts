import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { BulkView } from '../../../src/contract/bulk-api.js';
import { fetchBulk, postBulkChange } from '../api/bulk.js';
import { problemText } from '../parts/problem-text.js';
import { useSay } from '../say.js';

const LOOK_MS = 400;
const LOOK_AT_WAITING_MS = 5_000;

/** Milliseconds until the next look at a bulk decision; false at its end. */
function nextLook(bulk: BulkView | undefined): number | false {
  if (bulk === undefined) return LOOK_MS;
  if (bulk.finishedAt !== null) return false;
  return bulk.state === 'waiting_for_second' ? LOOK_AT_WAITING_MS : LOOK_MS;
}

/** Takes a bulk decision back; one that is still on its way is stopped first. */
async function takeBack(id: string): Promise<BulkView> {
  const found = await fetchBulk(id);
  const stopped =
    found.finishedAt === null ? await postBulkChange(id, 'cancel').catch(() => fetchBulk(id)) : found;
  return stopped.recorded === 0 ? stopped : postBulkChange(id, 'undo');
}

/** The bulk decision of this page that is on its way or just ended. `onEnd` is told when it comes to its end. */
export function useBulkJob(onEnd: () => void) {
  const say = useSay();
  const client = useQueryClient();
  const [id, setId] = useState<string | null>(null);
  /** The last one that can be taken back, and when it was made (ms). */
  const last = useRef<{ id: string; at: number } | null>(null);
  const { data } = useQuery({
    queryKey: ['bulk', id],
    queryFn: ({ signal }) => fetchBulk(id ?? '', signal),
    enabled: id !== null,
    refetchInterval: ({ state }) => nextLook(state.data),
  });
  const job = id === null ? undefined : data;
  const ended = job?.finishedAt !== undefined && job.finishedAt !== null ? job.id : null;
  const end = useEffectEvent(onEnd);
  useEffect(() => {
    if (ended !== null) end();
  }, [ended]);
  const show = (bulk: BulkView) => {
    client.setQueryData(['bulk', bulk.id], bulk);
    void client.invalidateQueries({ queryKey: ['bulks'] });
    setId(bulk.id);
  };
  const failed = (error: unknown) =>
    notifications.show({
      color: 'red',
      autoClose: false,
      title: say('bulk.failed'),
      message: problemText(error, say),
      closeButtonProps: { 'aria-label': say('help.close') },
    });
  const cancel = () => {
    if (id !== null) postBulkChange(id, 'cancel').then(show, failed);
  };
  return {
    job,
    /** When the last one was made (ms) that can be taken back; 0: there is none. */
    madeAt: () => last.current?.at ?? 0,
    begin: (bulk: BulkView) => {
      last.current = { id: bulk.id, at: Date.now() };
      show(bulk);
    },
    cancel,
    undo: () => {
      const wanted = last.current;
      last.current = null;
      if (wanted !== null) takeBack(wanted.id).then(show, failed);
    },
    dismiss: () => setId(null),
  };
}

/** The bulk decision of this page. */
export type BulkJob = ReturnType<typeof useBulkJob>;
