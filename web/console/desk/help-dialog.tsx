import { Alert, Kbd, Modal, Table } from '@mantine/core';
import type { MessageKey } from '../messages.js';
import { useSay } from '../say.js';
import classes from './desk.module.css';
import { useTheDesk } from './use-desk.js';

const GROUPS: { name: MessageKey; keys: { keys: string[]; does: MessageKey }[] }[] = [
  {
    name: 'help.decide',
    keys: [
      { keys: ['A'], does: 'help.approve' },
      { keys: ['R'], does: 'help.reject' },
      { keys: ['1', '–', '6'], does: 'help.reason' },
      { keys: ['S'], does: 'help.spam' },
      { keys: ['Z'], does: 'help.undo' },
    ],
  },
  {
    name: 'help.move',
    keys: [
      { keys: ['J', '↓'], does: 'help.next' },
      { keys: ['K', '↑'], does: 'help.previous' },
      { keys: ['O', 'Enter'], does: 'help.open' },
      { keys: ['Esc'], does: 'help.back' },
    ],
  },
  {
    name: 'help.find',
    keys: [
      { keys: ['/'], does: 'help.search' },
      { keys: ['?'], does: 'help.help' },
    ],
  },
];

function KeyTable({ name, keys }: (typeof GROUPS)[number]) {
  const say = useSay();
  return (
    <section>
      <h3 className={classes.keyGroup}>{say(name)}</h3>
      <Table layout="fixed" verticalSpacing={4} horizontalSpacing={0} withRowBorders={false}>
        <Table.Tbody>
          {keys.map((row) => (
            <Table.Tr key={row.does}>
              <Table.Th scope="row" className={classes.key}>
                {row.keys.map((key) =>
                  key === '–' ? (
                    ' – '
                  ) : (
                    <Kbd key={key} size="sm" mr={4}>
                      {key}
                    </Kbd>
                  ),
                )}
              </Table.Th>
              <Table.Td>{say(row.does)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}

/** Every key and what it does. */
export function HelpDialog() {
  const say = useSay();
  const { helpOpen, setHelpOpen, keysOn } = useTheDesk();
  return (
    <Modal.Root
      opened={helpOpen}
      onClose={() => setHelpOpen(false)}
      lockScroll={false}
      transitionProps={{ duration: 0 }}
      size="md"
    >
      <Modal.Overlay />
      <Modal.Content>
        <div className={classes.dialogTop}>
          <Modal.Title>{say('help.title')}</Modal.Title>
          <Modal.CloseButton aria-label={say('help.close')} />
        </div>
        <Modal.Body>
          {keysOn ? say('help.intro') : <Alert color="yellow">{say('help.off')}</Alert>}
          {GROUPS.map((group) => (
            <KeyTable key={group.name} {...group} />
          ))}
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
