import { Alert, Button, Group } from '@mantine/core';
import type { ReactNode } from 'react';
import { problemText } from '../parts/problem-text.js';
import { useSay } from '../say.js';

interface DialogEndProps {
  /** What went wrong; null: nothing. */
  error: Error | null;
  onCancel: () => void;
  /** The button that does it. */
  children: ReactNode;
}

/** The end of a dialog: what went wrong, the way out, and the button that does it. */
export function DialogEnd({ error, onCancel, children }: DialogEndProps) {
  const say = useSay();
  return (
    <>
      {error !== null && (
        <Alert color="red" role="alert">
          {problemText(error, say)}
        </Alert>
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={onCancel}>
          {say('policy.cancel')}
        </Button>
        {children}
      </Group>
    </>
  );
}
