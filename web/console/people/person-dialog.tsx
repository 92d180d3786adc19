import { Alert, Button, Modal } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import { problemText } from '../parts/problem-text.js';
import { useSay } from '../say.js';
import classes from './people.module.css';

interface PersonDialogProps {
  title: string;
  /** On the button that does it. */
  submit: string;
  danger?: boolean;
  busy: boolean;
  /** What went wrong and is not said beside a field; null: nothing. */
  error: Error | null;
  onSubmit: (form: HTMLFormElement) => void;
  onClose: () => void;
  children: ReactNode;
}

/** A form in a dialog: what it asks for, what went wrong, and the way out. */
export function PersonDialog(props: PersonDialogProps) {
  const { title, submit, danger = false, busy, error, onSubmit, onClose, children } = props;
  const say = useSay();
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    onSubmit(event.currentTarget);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      closeButtonProps={{ 'aria-label': say('account.close') }}
      lockScroll={false}
      transitionProps={{ duration: 0 }}
      centered
    >
      <form className={classes.form} onSubmit={send}>
        {children}
        {error !== null && (
          <Alert color="red" role="alert">
            {problemText(error, say)}
          </Alert>
        )}
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            {say('account.cancel')}
          </Button>
          <Button type="submit" color={danger ? 'red' : undefined} loading={busy}>
            {submit}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
