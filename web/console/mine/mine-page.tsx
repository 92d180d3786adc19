import { Button, SegmentedControl } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import type { MyDecision, MyDecisions } from '../../../src/contract/desk-api.js';
import { fetchMine } from '../api/desk.js';
import { postUndo } from '../api/review.js';
import { Asked } from '../parts/asked.js';
import { Notice } from '../parts/notice.js';
import { problemText } from '../parts/problem-text.js';
import { useSpeech } from '../say.js';
import { PageFrame } from '../shell/page-frame.js';
import { useParameter } from '../state/use-parameter.js';
import { MineItem } from './mine-item.js';
import classes from './mine.module.css';

const ACTS = ['', 'approve', 'reject', 'spam', 'undo'] as const;

function useTakeBack() {
  const { say } = useSpeech();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ submission }: MyDecision) => postUndo(submission.id, submission.version),
    onSuccess: () => notifications.show({ message: say('mine.takenBack'), autoClose: 4000 }),
    onError: (error) =>
      notifications.show({
        color: 'red',
        title: say('mine.takeBackFailed'),
        message: problemText(error, say),
      }),
    onSettled: () => client.invalidateQueries({ queryKey: ['mine'] }),
  });
}

function Filter({ act, onChange }: { act: string; onChange: (act: string) => void }) {
  const { say } = useSpeech();
  return (
    <SegmentedControl
      aria-label={say('mine.act')}
      size="xs"
      value={ACTS.find((known) => known === act) ?? ''}
      onChange={onChange}
      data={ACTS.map((value) => ({ value, label: say(`mine.${value === '' ? 'all' : value}`) }))}
    />
  );
}

/** What the signed-in person decided, what became of it, and the way back; nobody else's. */
export function MinePage() {
  const { say, locale } = useSpeech();
  const [act, setAct] = useParameter('act');
  const query = useInfiniteQuery({
    queryKey: ['mine', locale, act],
    queryFn: ({ pageParam, signal }): Promise<MyDecisions> => fetchMine(act, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: MyDecisions) => last.next,
  });
  const takeBack = useTakeBack();
  return (
    <PageFrame title={say('page.mine')} tools={<Filter act={act} onChange={setAct} />}>
      <Asked query={query} failed={say('mine.failed')}>
        {({ pages }) => {
          const decisions = pages.flatMap(({ items }) => items);
          if (decisions.length === 0) return <Notice title={say('mine.none')} />;
          return (
            <ul className={classes.list}>
              {decisions.map((decision) => (
                <MineItem
                  key={decision.id}
                  decision={decision}
                  busy={takeBack.isPending && takeBack.variables.id === decision.id}
                  onTakeBack={() => takeBack.mutate(decision)}
                />
              ))}
            </ul>
          );
        }}
      </Asked>
      {query.hasNextPage && (
        <Button
          className={classes.more}
          variant="default"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {say('mine.more')}
        </Button>
      )}
    </PageFrame>
  );
}
