import { Alert, Button, Stack, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { publishDraft } from '../api/policy.js';
import { useSay } from '../say.js';
import { Dialog } from './dialog.js';
import { DialogEnd } from './dialog-end.js';
import { DifferencesView, useDifferences } from './differences.js';
import classes from './policy.module.css';
import { usePolicy } from './use-policy-desk.js';

interface PublishDialogProps {
  draft: number;
  onClose: (published: boolean) => void;
}

/** What one may do with a draft: publish that of somebody else; alone, with a reason, an admin. */
function useRight(author: string | undefined) {
  const { me } = usePolicy();
  if (author === undefined) return 'none';
  if (author !== me.email && author !== 'system') return 'second';
  return me.role === 'admin' ? 'override' : 'none';
}

/** What a draft changes, and the button that puts it in force. */
export function PublishDialog({ draft: number, onClose }: PublishDialogProps) {
  const say = useSay();
  const { site, refresh } = usePolicy();
  const [reason, setReason] = useState('');
  const differences = useDifferences('draft', number);
  const { stored, changes = [] } = differences;
  const right = useRight(stored?.createdBy);
  const publish = useMutation({
    mutationFn: () => publishDraft(site, number, right === 'override' ? reason.trim() : undefined),
    onSuccess: async ({ version }) => {
      await refresh();
      notifications.show({ message: say('policy.publish.done', { version }), color: 'desk' });
      onClose(true);
    },
  });
  const ready = right === 'second' || (right === 'override' && reason.trim() !== '');
  return (
    <Dialog onClose={() => onClose(false)} title={say('policy.publish.title', { number })}>
      <Stack gap="md">
        {stored !== undefined && (
          <p className={classes.quiet}>
            {say('policy.by', { author: stored.createdBy })} {stored.note}
          </p>
        )}
        <DifferencesView differences={differences} />
        {stored !== undefined && right !== 'second' && (
          <Alert color="yellow">{say(`policy.publish.right.${right}`)}</Alert>
        )}
        {right === 'override' && (
          <Textarea
            label={say('policy.publish.reason')}
            description={say('policy.publish.reasonHint')}
            autosize
            minRows={2}
            maxLength={2000}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        )}
        <DialogEnd error={publish.error} onCancel={() => onClose(false)}>
          <Button
            disabled={!ready || changes.length === 0}
            loading={publish.isPending}
            onClick={() => publish.mutate()}
          >
            {say(right === 'override' ? 'policy.publish.alone' : 'policy.publish.go')}
          </Button>
        </DialogEnd>
      </Stack>
    </Dialog>
  );
}
