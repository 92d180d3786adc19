import { Alert, Button, Stack, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { newerDraftIn, saveDraft } from '../api/policy.js';
import { useSay } from '../say.js';
import { ChangeList } from './change-list.js';
import { Dialog } from './dialog.js';
import { DialogEnd } from './dialog-end.js';
import { usePolicy } from './use-policy-desk.js';

/** Saves one's edits as a draft, which a second person puts in force. */
export function SaveDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const say = useSay();
  const { site, edits, newest, changes, drop, markSeen, refresh } = usePolicy();
  const [note, setNote] = useState('');
  const save = useMutation({
    mutationFn: () =>
      saveDraft(site, { document: edits?.document ?? {}, note, after: edits?.after ?? newest }),
    onSuccess: async ({ number }) => {
      markSeen(number);
      await refresh();
      drop();
      setNote('');
      onClose();
      notifications.show({ message: say('policy.save.done', { number }), color: 'desk' });
    },
    onError: (error) => {
      if (newerDraftIn(error) === undefined) return;
      onClose();
      void refresh();
    },
  });
  return (
    <Dialog opened={opened} onClose={onClose} title={say('policy.save.title')}>
      <Stack gap="md">
        {changes.length === 0 && <Alert color="gray">{say('policy.changes.none')}</Alert>}
        <ChangeList changes={changes} />
        <Textarea
          label={say('policy.save.note')}
          description={say('policy.save.noteHint')}
          autosize
          minRows={2}
          maxLength={2000}
          data-autofocus
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <DialogEnd error={save.error} onCancel={onClose}>
          <Button loading={save.isPending} onClick={() => save.mutate()}>
            {say('policy.bar.save')}
          </Button>
        </DialogEnd>
      </Stack>
    </Dialog>
  );
}
