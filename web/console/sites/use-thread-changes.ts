import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ThreadRequest, ThreadView } from '../../../src/contract/desk-api.js';
import { postThread, postThreadHold } from '../api/desk.js';
import { problemText } from '../parts/problem-text.js';
import { useSay } from '../say.js';

/** What somebody does with a thread. */
export type ThreadDeed =
  | { kind: 'open' | 'close' | 'schedule'; thread: ThreadView; request: Omit<ThreadRequest, 'thread'> }
  | { kind: 'hold' | 'release'; thread: ThreadView; reason: string };

/** Changes threads of a site, says what was done, and asks for the list again. */
export function useThreadChanges(site: string, onDone: () => void) {
  const say = useSay();
  const client = useQueryClient();
  return useMutation<unknown, Error, ThreadDeed>({
    mutationFn: (deed) => {
      const thread = deed.thread.key;
      return 'request' in deed
        ? postThread(site, { thread, ...deed.request })
        : postThreadHold(site, { thread, on: deed.kind === 'hold', reason: deed.reason });
    },
    onSuccess: (_answer, { kind, thread }) => {
      notifications.show({ message: say(`sites.done.${kind}`, { title: thread.title }), autoClose: 4000 });
      onDone();
    },
    onError: (error) =>
      notifications.show({ color: 'red', title: say('sites.notDone'), message: problemText(error, say) }),
    onSettled: () => client.invalidateQueries({ queryKey: ['threads', site] }),
  });
}
