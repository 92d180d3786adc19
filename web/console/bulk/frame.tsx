import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useSay } from '../say.js';
import classes from './bulk.module.css';

interface FrameProps {
  title: string;
  onClose: () => void;
  children: ReactNode;
}

/** A dialog. It locks no scrolling: that needs inline styles, which the Content-Security-Policy forbids. */
export function Frame({ title, onClose, children }: FrameProps) {
  const say = useSay();
  return (
    <Modal.Root opened onClose={onClose} size="md" lockScroll={false} transitionProps={{ duration: 0 }}>
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
