import { Button, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { rollBack } from '../api/policy.js';
import { useSay } from '../say.js';
import { Dialog } from './dialog.js';
import { DialogEnd } from './dialog-end.js';
import { DifferencesView, useDifferences } from './differences.js';
import classes from './policy.module.css';
import { usePolicy } from './use-policy-desk.js';

interface RollbackDialogProps {
  version: number;
  onClose: (restored: boolean) => void;
}

/** What going back to a version changes, and the button that does it. */
export function RollbackDialog({ version: number, onClose }: RollbackDialogProps) {
  const say = useSay();
  const { site, refresh } = usePolicy();
  const differences = useDifferences('version', number);
  const restore = useMutation({
    mutationFn: () => rollBack(site, number),
    onSuccess: async ({ version }) => {
      await refresh();
      notifications.show({ message: say('policy.publish.done', { version }), color: 'desk' });
      onClose(true);
    },
  });
  return (
    <Dialog onClose={() => onClose(false)} title={say('policy.rollback.title', { number })}>
      <Stack gap="md">
        <p className={classes.quiet}>{say('policy.rollback.hint')}</p>
        <DifferencesView differences={differences} />
        <DialogEnd error={restore.error} onCancel={() => onClose(false)}>
          <Button
            disabled={(differences.changes ?? []).length === 0}
            loading={restore.isPending}
            onClick={() => restore.mutate()}
          >
            {say('policy.rollback.go', { number })}
          </Button>
        </DialogEnd>
      </Stack>
    </Dialog>
  );
}
