import { Alert, Button, Progress } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { PolicyReplayDetail } from '../../../src/contract/policy-replay-api.js';
import { cancelReplay, fetchReplay, resumeReplay } from '../api/policy.js';
import { problemText } from '../parts/problem-text.js';
import { FullTime } from '../parts/time.js';
import { useSay, useSpeech } from '../say.js';
import { Card, PlaceLink } from './parts.js';
import classes from './policy.module.css';
import { subjectOf } from './replay-subject.js';
import { ReplayReportView } from './replay-report.js';
import { policyKey, usePolicy } from './use-policy-desk.js';
import { addressOf } from './where.js';

const LOOK_MS = 1_500;

/** How far a replay is, of what and by whom. */
function Course({ replay }: { replay: PolicyReplayDetail }) {
  const say = useSay();
  const { state, seen, total, createdBy, createdAt, since, failure } = replay;
  const share = state === 'done' || total === 0 ? 100 : (100 * seen) / total;
  return (
    <>
      <Progress value={share} aria-label={say('policy.replay.progress')} mb="xs" />
      <p className={classes.facts} role="status">
        <span>{say(`policy.replay.state.${state}`)}</span>
        <span>{say('policy.replay.seenOf', { seen, total })}</span>
        <span>{createdBy}</span>
        <FullTime at={createdAt} />
        {since !== null && (
          <span>
            {say('policy.replay.since')}: <FullTime at={since} />
          </span>
        )}
      </p>
      {failure !== null && <p className={`${classes.quiet} ${classes.bad}`}>{failure}</p>}
    </>
  );
}

/** What may be done with a replay; null: nothing. */
function deedFor({ state }: PolicyReplayDetail): 'cancel' | 'resume' | null {
  if (state === 'queued' || state === 'running') return 'cancel';
  return state === 'cancelled' || state === 'failed' ? 'resume' : null;
}

/** One replay: how far it is, and what it found so far. */
export function ReplayView({ id }: { id: string }) {
  const say = useSay();
  const { locale } = useSpeech();
  const { site, refresh } = usePolicy();
  const { data, error } = useQuery({
    queryKey: policyKey(site, 'replay', id, locale),
    queryFn: ({ signal }) => fetchReplay(site, id, signal),
    refetchInterval: ({ state }) =>
      state.data !== undefined && deedFor(state.data) === 'cancel' ? LOOK_MS : false,
  });
  const act = useMutation({
    mutationFn: (what: 'cancel' | 'resume') =>
      what === 'cancel' ? cancelReplay(site, id) : resumeReplay(site, id),
    onSettled: () => refresh(),
  });
  if (data === undefined)
    return <Alert color="gray">{error === null ? say('shell.loading') : problemText(error, say)}</Alert>;
  const deed = deedFor(data);
  return (
    <div className={classes.stack}>
      <PlaceLink to={addressOf('replay', site)}>{say('policy.replay.all')}</PlaceLink>
      <Card
        title={subjectOf(data, say)}
        tools={
          deed !== null && (
            <Button size="xs" variant="default" loading={act.isPending} onClick={() => act.mutate(deed)}>
              {say(`policy.replay.${deed}`)}
            </Button>
          )
        }
      >
        <Course replay={data} />
        {act.isError && (
          <Alert color="red" role="alert">
            {problemText(act.error, say)}
          </Alert>
        )}
      </Card>
      {data.report !== null && <ReplayReportView report={data.report} />}
    </div>
  );
}
