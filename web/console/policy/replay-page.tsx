import { Alert, Button, Group, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { PolicyReplayView } from '../../../src/contract/policy-replay-api.js';
import { askReplay, fetchReplays, type ReplayWish } from '../api/policy.js';
import { problemText } from '../parts/problem-text.js';
import { Ago } from '../parts/time.js';
import { useSay, type Say } from '../say.js';
import { Card, PlaceLink } from './parts.js';
import classes from './policy.module.css';
import { subjectOf } from './replay-subject.js';
import { ReplayView } from './replay-view.js';
import { policyKey, usePolicy, type PolicyDesk } from './use-policy-desk.js';
import { addressOf, goTo, useWhere } from './where.js';

/** Submissions that are looked at unless told otherwise. */
const USUAL = 10_000;

/** What may be replayed, the likeliest first. */
function subjects({ edits, draft, inForce, document }: PolicyDesk, say: Say) {
  const { version } = inForce;
  return [
    ...(edits === null ? [] : [{ value: 'edits', label: say('policy.replay.edits'), wish: { document } }]),
    ...(draft === null
      ? []
      : [
          {
            value: 'draft',
            label: say('policy.replay.ofDraft', { number: draft.number }),
            wish: { draft: draft.number },
          },
        ]),
    { value: 'version', label: say('policy.replay.ofVersion', { number: version }), wish: { version } },
  ];
}

function Start({ blocked }: { blocked: boolean }) {
  const say = useSay();
  const desk = usePolicy();
  const { site, refresh, check } = desk;
  const [chosen, setChosen] = useState('');
  const [since, setSince] = useState('');
  const [limit, setLimit] = useState(USUAL);
  const options = subjects(desk, say);
  const subject = options.find(({ value }) => value === chosen) ?? options[0];
  const start = useMutation({
    mutationFn: (wish: ReplayWish) => askReplay(site, wish),
    onSuccess: async ({ id }) => {
      await refresh();
      goTo('replay', site, id);
    },
  });
  const invalid = subject?.value === 'edits' && check?.ok !== true;
  return (
    <Card title={say('policy.replay.start')} hint={say('policy.replay.hint')}>
      <div className={classes.stack}>
        <div className={classes.fields}>
          <NativeSelect
            label={say('policy.replay.what')}
            value={subject?.value ?? ''}
            data={options.map(({ value, label }) => ({ value, label }))}
            onChange={(event) => setChosen(event.currentTarget.value)}
          />
          <TextInput
            type="date"
            label={say('policy.replay.since')}
            value={since}
            onChange={(event) => setSince(event.currentTarget.value)}
          />
          <NumberInput
            label={say('policy.replay.limit')}
            min={1}
            thousandSeparator=","
            value={limit}
            onChange={(value) => setLimit(Number(value))}
          />
        </div>
        {start.isError && (
          <Alert color="red" role="alert">
            {problemText(start.error, say)}
          </Alert>
        )}
        <Group>
          <Button
            disabled={subject === undefined || invalid || blocked || limit < 1}
            loading={start.isPending}
            onClick={() => start.mutate({ ...subject?.wish, limit, ...(since === '' ? {} : { since }) })}
          >
            {say('policy.replay.go')}
          </Button>
          {blocked && <span className={classes.quiet}>{say('policy.replay.busy')}</span>}
        </Group>
      </div>
    </Card>
  );
}

function Past({ replays }: { replays: readonly PolicyReplayView[] }) {
  const say = useSay();
  const { site } = usePolicy();
  return (
    <Card title={say('policy.replay.past')}>
      {replays.length === 0 && <p className={classes.quiet}>{say('policy.replay.none')}</p>}
      <ul className={classes.rows}>
        {replays.map((replay) => (
          <li key={replay.id} className={classes.row}>
            <div className={classes.rowHead}>
              <PlaceLink to={addressOf('replay', site, replay.id)} className={classes.rowTitle}>
                {subjectOf(replay, say)}
              </PlaceLink>
              <span className={classes.badge}>{say(`policy.replay.state.${replay.state}`)}</span>
              <span className={classes.push} />
              <span className={classes.quiet}>
                {say('policy.replay.seenOf', { seen: replay.seen, total: replay.total })}
              </span>
            </div>
            <p className={classes.facts}>
              <span>{replay.createdBy}</span>
              <Ago at={replay.createdAt} />
            </p>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** Replays of a policy over what was decided: a new one, one that is open, and those of the past. */
export function ReplayPage() {
  const say = useSay();
  const { open } = useWhere();
  const { site, canEdit } = usePolicy();
  const replays = useQuery({
    queryKey: policyKey(site, 'replays'),
    queryFn: ({ signal }) => fetchReplays(site, signal),
    enabled: canEdit,
  });
  if (!canEdit) return <Card title={say('policy.part.replay')}>{say('policy.bar.viewer')}</Card>;
  if (open !== '') return <ReplayView id={open} />;
  const known = replays.data?.replays ?? [];
  const blocked = known.some(({ state }) => state === 'queued' || state === 'running');
  return (
    <div className={classes.stack}>
      <Start blocked={blocked} />
      {replays.isError && <Alert color="red">{problemText(replays.error, say)}</Alert>}
      <Past replays={known} />
    </div>
  );
}
