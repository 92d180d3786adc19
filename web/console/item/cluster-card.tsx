import { Button, Menu } from '@mantine/core';
import type { Cluster, ReviewItem } from '../../../src/contract/review-api.js';
import { useTheDesk } from '../desk/use-desk.js';
import { REJECT_REASONS } from '../keys/keys.js';
import { fullTimeOf } from '../parts/ago.js';
import { problemText } from '../parts/problem-text.js';
import { Ago } from '../parts/time.js';
import { useSay, useSpeech, type Say } from '../say.js';
import { GOOD } from '../theme.js';
import { useAround } from '../state/use-around.js';
import own from './cluster-card.module.css';
import { ItemLink } from './item-link.js';
import classes from './item.module.css';
import { useStateName } from './state-name.js';
import { Excerpt } from '../care/folded-text.js';
import { useDecideAll, useGuard } from './use-cluster.js';

const MINUTE_MS = 60_000;
const LONG = 120;

function spanOf({ firstAt, lastAt }: Cluster, say: Say): string {
  const minutes = Math.round((Date.parse(lastAt) - Date.parse(firstAt)) / MINUTE_MS);
  return minutes < LONG
    ? say('cluster.minutes', { minutes })
    : say('cluster.hours', { hours: Math.round(minutes / 60) });
}

function Alike({ items }: { items: Cluster['items'] }) {
  const say = useSay();
  const stateName = useStateName();
  return (
    <details className={own.list}>
      <summary>{say('cluster.list')}</summary>
      <ul>
        {items.map((one) => (
          <li key={one.id}>
            <ItemLink id={one.id}>
              <Excerpt of={one} lang={one.language ?? undefined} className={own.text} />
              <span className={classes.meta}>
                <bdi>{one.author === '' ? say('item.anonymous') : one.author}</bdi> · {stateName(one)} ·{' '}
                {one.thread.title} · <Ago at={one.receivedAt} />
              </span>
            </ItemLink>
          </li>
        ))}
      </ul>
    </details>
  );
}

type All = ReturnType<typeof useDecideAll>;

function Buttons({ all: { held, deciding, decideAll }, total }: { all: All; total: number }) {
  const say = useSay();
  const what =
    held.length < total
      ? say('cluster.newest', { count: held.length, total })
      : say('cluster.all', { count: held.length });
  const busy = deciding.isPending;
  return (
    <div className={own.buttons} role="group" aria-label={what}>
      <span>{what}</span>
      <Button
        size="compact-sm"
        color={GOOD}
        loading={busy && deciding.variables.act === 'approve'}
        disabled={busy}
        onClick={() => decideAll({ act: 'approve' })}
      >
        {say('cluster.approve')}
      </Button>
      <Menu position="bottom-start" withinPortal={false} transitionProps={{ duration: 0 }}>
        <Menu.Target>
          <Button size="compact-sm" variant="default" disabled={busy}>
            {say('cluster.reject')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown aria-label={say('decide.reasons')}>
          {REJECT_REASONS.map((reason) => (
            <Menu.Item key={reason} onClick={() => decideAll({ act: 'reject', reason })}>
              {say(`reason.${reason}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Button size="compact-sm" variant="default" disabled={busy} onClick={() => decideAll({ act: 'spam' })}>
        {say('cluster.spam')}
      </Button>
    </div>
  );
}

function Result({ all: { deciding, undoing } }: { all: All }) {
  const say = useSay();
  const { data, error } = deciding;
  return (
    <div role="status">
      {error !== null && <p>{problemText(error, say)}</p>}
      {undoing.error !== null && <p>{problemText(undoing.error, say)}</p>}
      {undoing.data !== undefined && <p>{say('cluster.undone', { ...undoing.data })}</p>}
      {data !== undefined && (
        <div className={own.result}>
          <span>{say('cluster.done', { count: data.recorded.length })}</span>
          {data.conflicts.count > 0 && <span>{say('cluster.conflicts', data.conflicts)}</span>}
          {data.recorded.length > 0 && (
            <Button
              size="compact-sm"
              variant="default"
              loading={undoing.isPending}
              onClick={() => undoing.mutate(data.recorded)}
            >
              {say('cluster.undo')}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

function Guard({ item, cluster }: { item: ReviewItem; cluster: Cluster }) {
  const { say, locale } = useSpeech();
  const { armed, arm, end } = useGuard(item, cluster);
  const error = arm.error ?? end.error;
  return (
    <div className={own.buttons}>
      {armed === undefined ? (
        <Button size="compact-sm" variant="default" loading={arm.isPending} onClick={() => arm.mutate()}>
          {say('cluster.guard')}
        </Button>
      ) : (
        <>
          <span>{say('cluster.guarded', { time: fullTimeOf(armed.until, locale), count: armed.held })}</span>
          <Button
            size="compact-sm"
            variant="default"
            loading={end.isPending}
            onClick={() => end.mutate(armed.id)}
          >
            {say('cluster.guardEnd')}
          </Button>
        </>
      )}
      {error !== null && <span role="alert">{problemText(error, say)}</span>}
    </div>
  );
}

/** What is much like the open comment: one card, one decision for all, and a guard against more. Nothing for one alone. */
export function ClusterCard({ item }: { item: ReviewItem }) {
  const say = useSay();
  const { canDecide } = useTheDesk();
  const { data: cluster } = useAround('cluster', item.id);
  const all = useDecideAll(item, cluster);
  if (cluster === undefined || cluster.count < 2) return null;
  const { count, authors, states } = cluster;
  return (
    <section className={own.card} aria-labelledby="cluster-title">
      <div>
        <h3 className={own.title} id="cluster-title">
          {say('cluster.alike', { count, authors, span: spanOf(cluster, say) })}
        </h3>
        <p className={classes.meta}>{say('cluster.states', { ...states })}</p>
      </div>
      <Alike items={cluster.items} />
      {canDecide && all.held.length > 0 && <Buttons all={all} total={states.held} />}
      <Result all={all} />
      {canDecide && <Guard item={item} cluster={cluster} />}
    </section>
  );
}
