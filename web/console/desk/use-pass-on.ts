import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import type { ReviewItem } from '../../../src/contract/review-api.js';
import { postFlag } from '../api/review.js';
import { problemText } from '../parts/problem-text.js';
import { useSay } from '../say.js';

/** What is done with an item instead of deciding it. */
export type PassKind = Parameters<typeof postFlag>[1];

/** Passes items on in the background; a failure is told. */
export function usePassOn(): (item: ReviewItem, kind: PassKind) => void {
  const say = useSay();
  const client = useQueryClient();
  return (item, kind) => {
    postFlag(item.id, kind).then(
      () =>
        client.invalidateQueries({
          queryKey: ['item'],
          predicate: ({ queryKey }) => queryKey[2] === item.id,
        }),
      (error: unknown) =>
        notifications.show({
          color: 'red',
          autoClose: false,
          title: say('pass.failed'),
          message: problemText(error, say),
          closeButtonProps: { 'aria-label': say('help.close') },
        }),
    );
  };
}
