import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { BulkView } from '../../../src/contract/bulk-api.js';
import { postBulkChange } from '../api/bulk.js';
import { useReasonName } from '../item/state-name.js';
import { isMessageKey } from '../messages.js';
import { Notice } from '../parts/notice.js';
import { problemText } from '../parts/problem-text.js';
import { Ago } from '../parts/time.js';
import { useSay, useSpeech } from '../say.js';
import { PageFrame } from '../shell/page-frame.js';
import { useBulks } from './bulk-badge.js';
import { bulkSentence } from './bulk-status.js';
import { Conflicts } from './conflicts.js';
import classes from './bulk.module.css';

/** What it was selected by, in words. */
function useSelectedBy(): (filter: Record<string, string>) => string {
  const say = useSay();
  return ({ queue = 'held', ...filters }) => {
    const queueKey = `queue.${queue}`;
    const parts = Object.entries(filters).map(([name, value]) => {
      const [key, valueKey] = [`filter.${name}`, `filter.${name}.${value}`];
      const shown = isMessageKey(valueKey) ? say(valueKey) : value;
      return say('filter.is', { name: isMessageKey(key) ? say(key) : name, value: shown });
    });
    return [isMessageKey(queueKey) ? say(queueKey) : queue, ...parts].join(' · ');
  };
}

function Buttons({ job }: { job: BulkView }) {
  const say = useSay();
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const change = useMutation({
    mutationFn: (act: 'approve' | 'cancel' | 'undo') => postBulkChange(job.id, act),
    onSettled: () => client.invalidateQueries({ queryKey: ['bulks'] }),
  });
  const button = (act: 'approve' | 'cancel' | 'undo') => (
    <Button
      key={act}
      size="xs"
      variant={act === 'approve' ? 'filled' : 'default'}
      loading={change.isPending && change.variables === act}
      onClick={() => change.mutate(act)}
    >
      {say(act === 'approve' ? 'bulk.approve' : `bulk.${act}`)}
    </Button>
  );
  return (
    <>
      <div className={classes.line}>
        {(['approve', 'cancel', 'undo'] as const).filter((act) => job.may[act]).map(button)}
        {job.conflicts > 0 && (
          <Button size="xs" variant="subtle" onClick={() => setOpen(true)}>
            {say('bulk.conflicts', { count: job.conflicts })}
          </Button>
        )}
      </div>
      {change.isError && <p role="alert">{problemText(change.error, say)}</p>}
      {open && <Conflicts job={job} onClose={() => setOpen(false)} />}
    </>
  );
}

function BulkCard({ job }: { job: BulkView }) {
  const say = useSay();
  const reasonName = useReasonName();
  const selectedBy = useSelectedBy();
  const reason = job.reason === null ? '' : reasonName(job.reason, 'person');
  return (
    <li className={classes.card} data-bulk={job.id}>
      <div className={classes.line}>
        <h2>{say('bulk.title', { act: job.act, count: job.total })}</h2>
        <span className={classes.pill} data-state={job.state}>
          {say(`bulk.stateName.${job.state}`)}
        </span>
      </div>
      <p className={classes.soft}>
        {job.by} · <Ago at={job.createdAt} />
        {reason !== '' && ` · ${reason}`}
        {job.approvedBy !== null && ` · ${say('bulk.approvedBy', { name: job.approvedBy })}`}
      </p>
      {job.filter !== null && <p className={classes.soft}>{selectedBy(job.filter)}</p>}
      {job.note !== null && <p dir="auto">{job.note}</p>}
      <p>
        {bulkSentence(job, say)} {job.undoneBy !== null && say('bulk.isUndone')}
      </p>
      <Buttons job={job} />
    </li>
  );
}

/** Bulk decisions: those that wait for one's approval first, then the newest. */
export function BulkPage() {
  const { say } = useSpeech();
  const { data, error, isPending } = useBulks();
  const bulks = data?.bulks ?? [];
  return (
    <PageFrame title={say('page.bulk')}>
      {error !== null && <Notice title={say('bulk.listFailed')} hint={problemText(error, say)} />}
      {!isPending && error === null && bulks.length === 0 && (
        <Notice title={say('bulk.none')} hint={say('bulk.noneHint')} />
      )}
      <ul className={classes.cards}>
        {bulks.map((job) => (
          <BulkCard key={job.id} job={job} />
        ))}
      </ul>
    </PageFrame>
  );
}
