import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useSay } from '../say.js';
import classes from './policy.module.css';

interface DialogProps {
  opened?: boolean;
  title: string;
  onClose: () => void;
  children: ReactNode;
}

/** A dialog. It locks no scrolling: that needs inline styles, which the Content-Security-Policy forbids. */
export function Dialog({ opened = true, title, onClose, children }: DialogProps) {
  const say = useSay();
  return (
    <Modal.Root
      opened={opened}
      onClose={onClose}
      size="lg"
      lockScroll={false}
      transitionProps={{ duration: 0 }}
    >
      <Modal.Overlay />
      <Modal.Content>
        <div className={classes.dialogTop}>
          <Modal.Title>{title}</Modal.Title>
          <Modal.CloseButton aria-label={say('help.close')} />
        </div>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
