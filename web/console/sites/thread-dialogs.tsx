import { Button, Modal, Textarea, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import type { ThreadView } from '../../../src/contract/desk-api.js';
import { fieldProblem } from '../parts/problem-text.js';
import { useSay } from '../say.js';
import classes from './sites.module.css';
import { fieldOf, timeOf } from './thread-times.js';

interface DialogProps {
  thread: ThreadView;
  busy: boolean;
  error: Error | null;
  onClose: () => void;
}

function Buttons({ busy, onClose }: Pick<DialogProps, 'busy' | 'onClose'>) {
  const say = useSay();
  return (
    <div className={classes.buttons}>
      <Button variant="default" onClick={onClose}>
        {say('sites.cancel')}
      </Button>
      <Button type="submit" loading={busy}>
        {say('sites.save')}
      </Button>
    </div>
  );
}

/** Asks from when to when a thread takes comments. */
export function ScheduleDialog({
  thread,
  busy,
  error,
  onClose,
  onSave,
}: DialogProps & { onSave: (times: { opensAt: string | null; closesAt: string | null }) => void }) {
  const say = useSay();
  const [opens, setOpens] = useState(fieldOf(thread.opensAt));
  const [closes, setCloses] = useState(fieldOf(thread.closesAt));
  const save = (event: FormEvent) => {
    event.preventDefault();
    onSave({ opensAt: timeOf(opens), closesAt: timeOf(closes) });
  };
  return (
    <Modal opened onClose={onClose} title={say('sites.schedule', { title: thread.title })} centered>
      <form onSubmit={save}>
        <TextInput
          type="datetime-local"
          label={say('sites.opensAt')}
          description={say('sites.opensHint')}
          value={opens}
          onChange={(event) => setOpens(event.currentTarget.value)}
          error={fieldProblem(error, 'opensAt')}
          mb="md"
          data-autofocus
        />
        <TextInput
          type="datetime-local"
          label={say('sites.closesAt')}
          description={say('sites.closesHint')}
          value={closes}
          onChange={(event) => setCloses(event.currentTarget.value)}
          error={fieldProblem(error, 'closesAt')}
        />
        <Buttons busy={busy} onClose={onClose} />
      </form>
    </Modal>
  );
}

/** Asks why everything on a thread is read first, or no longer. */
export function HoldDialog({
  thread,
  busy,
  error,
  onClose,
  onSave,
}: DialogProps & { onSave: (reason: string) => void }) {
  const say = useSay();
  const [reason, setReason] = useState('');
  const on = thread.holdAll === null;
  const save = (event: FormEvent) => {
    event.preventDefault();
    onSave(reason);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={say(on ? 'sites.holdTitle' : 'sites.releaseTitle', { title: thread.title })}
      centered
    >
      <form onSubmit={save}>
        <p>{say(on ? 'sites.holdHint' : 'sites.releaseHint')}</p>
        <Textarea
          label={say('sites.reason')}
          description={say('sites.reasonHint')}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          error={fieldProblem(error, 'reason')}
          required
          maxLength={2000}
          autosize
          minRows={2}
          data-autofocus
        />
        <Buttons busy={busy} onClose={onClose} />
      </form>
    </Modal>
  );
}
