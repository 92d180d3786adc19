import { Alert, Button, Modal } from '@mantine/core';
import { useState } from 'react';
import { changesOf, type Command, FIRST_KEYS } from '../keys/keymap.js';
import type { MessageKey } from '../messages.js';
import { useSay } from '../say.js';
import { KeyTable, type KeyGroup } from './key-table.js';
import { roleIncludes } from './pages.js';
import classes from './shell.module.css';
import { goCommand } from './use-keymap.js';
import { useShell } from './use-shell.js';

const of = (command: Command, does: MessageKey, fixed: string[] = []) => ({ command, does, fixed });

const GROUPS: KeyGroup[] = [
  {
    name: 'help.decide',
    rows: [
      of('approve', 'help.approve'),
      of('reject', 'help.reject'),
      { does: 'help.reason', fixed: ['1', '–', '6'] },
      of('spam', 'help.spam'),
      of('skip', 'pass.skip'),
      of('escalate', 'pass.escalate'),
      of('undo', 'help.undo'),
      of('translate', 'help.translate'),
    ],
  },
  {
    name: 'help.move',
    rows: [
      of('next', 'help.next', ['↓']),
      of('previous', 'help.previous', ['↑']),
      of('open', 'help.open', ['Enter']),
      { does: 'help.back', fixed: ['Esc'] },
      of('reveal', 'care.key'),
    ],
  },
  {
    name: 'page.bulk',
    rows: [
      of('choose', 'help.choose'),
      of('choose-range', 'help.chooseRange'),
      { does: 'bulk.clear', fixed: ['Esc'] },
    ],
  },
  {
    name: 'help.find',
    rows: [
      of('search', 'help.search'),
      of('palette', 'palette.title'),
      of('go', 'go.key'),
      of('help', 'help.help'),
    ],
  },
];

/** Every key, what it does, and how to change it. */
export function HelpDialog() {
  const say = useSay();
  const { helpOpen, setHelpOpen, keysOn, pages, session, keymap, resetKeymap } = useShell();
  const [note, setNote] = useState('');
  const mine = pages.filter((page) => roleIncludes(session.moderator.role, page.role));
  const places: KeyGroup = {
    name: 'go.where',
    rows: mine.map((page) => ({ command: goCommand(page), does: page.name, fixed: [] })),
  };
  const first = { ...FIRST_KEYS, ...Object.fromEntries(pages.map((page) => [goCommand(page), page.goKey])) };
  const changed = Object.keys(changesOf(first, keymap)).length > 0;
  const close = () => {
    setNote('');
    setHelpOpen(false);
  };
  return (
    <Modal.Root
      opened={helpOpen}
      onClose={close}
      lockScroll={false}
      transitionProps={{ duration: 0 }}
      size="lg"
    >
      <Modal.Overlay />
      <Modal.Content>
        <div className={classes.dialogTop}>
          <Modal.Title>{say('help.title')}</Modal.Title>
          <Modal.CloseButton aria-label={say('help.close')} />
        </div>
        <Modal.Body>
          {keysOn ? say('help.intro') : <Alert color="yellow">{say('help.off')}</Alert>}
          <div className={classes.keyColumns}>
            {[...GROUPS, places].map((group) => (
              <KeyTable key={group.name} {...group} onNote={setNote} />
            ))}
          </div>
          <div className={classes.keyFoot}>
            <span role="status">{note}</span>
            <Button
              size="xs"
              variant="default"
              disabled={!changed}
              onClick={() => {
                resetKeymap();
                setNote(say('keys.reset.done'));
              }}
            >
              {say('keys.reset')}
            </Button>
          </div>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
