import { Button, Kbd, Menu } from '@mantine/core';
import { useTheDesk } from '../desk/use-desk.js';
import { REJECT_REASONS } from '../keys.js';
import { CrossIcon } from '../parts/icons.js';
import { useSay } from '../say.js';
import { KeyHint } from './key-hint.js';

/** Not `keydown`: the menu would close on the number that follows R before the focus has reached it. */
const CLOSE_ON = ['mousedown', 'touchstart'];

/** Rejects with a reason; a number chooses it. */
export function RejectMenu() {
  const say = useSay();
  const { decide, may, keysOn, reasonsOpen, setReasonsOpen, wide } = useTheDesk();
  return (
    <Menu
      opened={reasonsOpen}
      onChange={setReasonsOpen}
      position="bottom-start"
      shadow="md"
      width={250}
      returnFocus
      withinPortal={false}
      clickOutsideEvents={CLOSE_ON}
      withInitialFocusPlaceholder={false}
      transitionProps={{ duration: 0 }}
    >
      <Menu.Target>
        <Button
          size="sm"
          variant="default"
          leftSection={wide && <CrossIcon />}
          rightSection={<KeyHint>R</KeyHint>}
          disabled={!may({ act: 'reject' })}
          aria-keyshortcuts={keysOn ? 'r' : undefined}
        >
          {say('decide.reject')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown aria-label={say('decide.reasons')}>
        <Menu.Label>{say('decide.reasons')}</Menu.Label>
        {REJECT_REASONS.map((reason, index) => (
          <Menu.Item
            key={reason}
            leftSection={keysOn && <Kbd size="xs">{index + 1}</Kbd>}
            onClick={() => decide({ act: 'reject', reason })}
          >
            {say(`reason.${reason}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
