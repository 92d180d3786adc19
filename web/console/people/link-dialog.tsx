import { Button, Modal } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { useSay } from '../say.js';
import classes from './people.module.css';

/** A link to hand over, shown this once. */
export function LinkDialog({ name, link, onClose }: { name: string; link: string; onClose: () => void }) {
  const say = useSay();
  const clipboard = useClipboard();
  return (
    <Modal
      opened
      onClose={onClose}
      title={say('people.link', { name })}
      closeButtonProps={{ 'aria-label': say('account.close') }}
      lockScroll={false}
      closeOnClickOutside={false}
      transitionProps={{ duration: 0 }}
      centered
    >
      <div className={classes.form}>
        <p>{say('people.linkHint')}</p>
        <code className={classes.link}>{link}</code>
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            {say('account.close')}
          </Button>
          <Button data-autofocus onClick={() => clipboard.copy(link)}>
            {say(clipboard.copied ? 'codes.copied' : 'people.copy')}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
