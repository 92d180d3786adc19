import { Button, SegmentedControl } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import type { EffectPage, EffectStateName, EffectView } from '../../../src/contract/effects-api.js';
import { fetchEffects, postReplay } from '../api/desk.js';
import { Asked } from '../parts/asked.js';
import { numberOf } from '../parts/numbers.js';
import { cell, Panel, WideTable } from '../parts/panel.js';
import { problemText } from '../parts/problem-text.js';
import { SiteChoice } from '../parts/site-choice.js';
import { Ago } from '../parts/time.js';
import { useSpeech } from '../say.js';
import { BASE } from '../shell/pages.js';
import { useParameter } from '../state/use-parameter.js';
import classes from './operations.module.css';

const STATES = ['dead', 'pending', 'done', 'cancelled'] as const satisfies readonly EffectStateName[];

function useReplay() {
  const { say } = useSpeech();
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (ids: readonly string[]) => {
      for (const id of ids) await postReplay(id);
      return ids.length;
    },
    onSuccess: (count) =>
      notifications.show({ message: say('letters.replayed', { count }), autoClose: 4000 }),
    onError: (error) =>
      notifications.show({
        color: 'red',
        title: say('letters.notReplayed'),
        message: problemText(error, say),
      }),
    onSettled: () => client.invalidateQueries({ queryKey: ['effects'] }),
  });
}

function Row({ effect, busy, onReplay }: { effect: EffectView; busy: boolean; onReplay: () => void }) {
  const { say, locale } = useSpeech();
  const { submission, state } = effect;
  const next = state === 'pending' ? effect.dueAt : effect.finishedAt;
  return (
    <tr data-effect={effect.id}>
      <th scope="row">
        <a href={`${BASE}?${new URLSearchParams({ item: submission.id }).toString()}`}>
          #{submission.number}
        </a>
      </th>
      <td>{effect.site}</td>
      <td>
        <Ago at={effect.createdAt} />
      </td>
      <td className={cell.number}>{numberOf(effect.attempts, locale)}</td>
      <td className={classes.error}>
        {state === 'dead' ? (effect.lastError ?? say('figures.none')) : next !== null && <Ago at={next} />}
      </td>
      {state === 'dead' && (
        <td className={cell.number}>
          <Button
            size="compact-sm"
            variant="default"
            loading={busy}
            onClick={onReplay}
            aria-label={`${say('letters.replay')} #${submission.number}`}
          >
            {say('letters.replay')}
          </Button>
        </td>
      )}
    </tr>
  );
}

const LAST_COLUMN = {
  dead: 'letters.column.error',
  pending: 'letters.column.due',
  done: 'letters.column.sent',
  cancelled: 'letters.column.cancelled',
} as const;

function Table({ effects, state }: { effects: EffectView[]; state: EffectStateName }) {
  const { say } = useSpeech();
  const replay = useReplay();
  if (effects.length === 0) return <p className={cell.soft}>{say(`letters.none.${state}`)}</p>;
  return (
    <>
      {state === 'dead' && effects.length > 1 && (
        <Button
          size="xs"
          variant="default"
          mb="sm"
          loading={replay.isPending}
          onClick={() => replay.mutate(effects.map(({ id }) => id))}
        >
          {say('letters.replayAll')}
        </Button>
      )}
      <WideTable label={say('operations.letters')}>
        <thead>
          <tr>
            <th scope="col">{say('letters.column.comment')}</th>
            <th scope="col">{say('letters.column.site')}</th>
            <th scope="col">{say('letters.column.made')}</th>
            <th scope="col" className={cell.number}>
              {say('letters.column.tries')}
            </th>
            <th scope="col">{say(LAST_COLUMN[state])}</th>
            {state === 'dead' && <td />}
          </tr>
        </thead>
        <tbody>
          {effects.map((effect) => (
            <Row
              key={effect.id}
              effect={effect}
              busy={replay.isPending && replay.variables.includes(effect.id)}
              onReplay={() => replay.mutate([effect.id])}
            />
          ))}
        </tbody>
      </WideTable>
    </>
  );
}

/** What is told outside: above all what was given up, and the way to send it again. */
export function Letters() {
  const { say } = useSpeech();
  const [site, setSite] = useParameter('site');
  const [asked, setState] = useParameter('state');
  const state = STATES.find((known) => known === asked) ?? 'dead';
  const query = useInfiniteQuery({
    queryKey: ['effects', site, state],
    queryFn: ({ pageParam, signal }): Promise<EffectPage> => fetchEffects({ state, site }, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: EffectPage) => last.next,
  });
  const tools = (
    <div className={classes.filters}>
      <SiteChoice value={site} onChange={setSite} />
      <SegmentedControl
        size="xs"
        aria-label={say('letters.state')}
        value={state}
        onChange={setState}
        data={STATES.map((value) => ({ value, label: say(`letters.${value}`) }))}
      />
    </div>
  );
  return (
    <Panel title={say('operations.letters')} tools={tools}>
      <Asked query={query} failed={say('letters.failed')}>
        {({ pages }) => <Table effects={pages.flatMap(({ items }) => items)} state={state} />}
      </Asked>
      {query.hasNextPage && (
        <Button
          className={classes.more}
          variant="default"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {say('letters.more')}
        </Button>
      )}
    </Panel>
  );
}
