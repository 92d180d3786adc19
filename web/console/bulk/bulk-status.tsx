import { Button, CloseButton } from '@mantine/core';
import { useState } from 'react';
import type { BulkView } from '../../../src/contract/bulk-api.js';
import { useTheDesk } from '../desk/use-desk.js';
import { KeyHint } from '../item/key-hint.js';
import { useSay, type Say } from '../say.js';
import { Conflicts } from './conflicts.js';
import classes from './bulk.module.css';

/** How far a bulk decision is, or what became of it, in a sentence. */
export function bulkSentence(job: BulkView, say: Say): string {
  const { act, state, total, recorded: count } = job;
  switch (state) {
    case 'waiting_for_second':
      return say('bulk.state.waiting', { total });
    case 'queued':
    case 'running':
      return say('bulk.state.running', { act, done: count + job.conflicts + job.unknown, total });
    case 'done':
      return say('bulk.state.done', { act, count });
    case 'cancelled':
      return say('bulk.state.cancelled', { act, count, total });
    case 'failed':
      return say('bulk.state.failed', { act, count, total });
  }
}

/** How far the last bulk decision of this page is, how it ended, and the way back. */
export function BulkStatus({ job }: { job: BulkView }) {
  const say = useSay();
  const { bulk } = useTheDesk();
  const [open, setOpen] = useState(false);
  const ended = job.finishedAt !== null;
  return (
    <div className={classes.status} data-state={job.state}>
      <div className={classes.line}>
        <p role="status">{bulkSentence(job, say)}</p>
        {ended && (
          <CloseButton
            size="sm"
            className={classes.end}
            aria-label={say('help.close')}
            onClick={bulk.job.dismiss}
          />
        )}
      </div>
      {(job.state === 'queued' || job.state === 'running') && (
        <progress
          className={classes.progress}
          value={job.recorded + job.conflicts + job.unknown}
          max={job.total}
          aria-label={say('bulk.progress')}
        />
      )}
      <div className={classes.line}>
        {job.may.cancel && (
          <Button size="compact-sm" variant="default" onClick={bulk.job.cancel}>
            {say('bulk.cancel')}
          </Button>
        )}
        {job.may.undo && (
          <Button
            size="compact-sm"
            variant="default"
            rightSection={<KeyHint command="undo" />}
            onClick={bulk.job.undo}
          >
            {say('bulk.undo')}
          </Button>
        )}
        {job.conflicts > 0 && (
          <Button size="compact-sm" variant="subtle" onClick={() => setOpen(true)}>
            {say('bulk.conflicts', { count: job.conflicts })}
          </Button>
        )}
      </div>
      {open && <Conflicts job={job} onClose={() => setOpen(false)} />}
    </div>
  );
}
