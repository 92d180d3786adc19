import { Button, Menu } from '@mantine/core';
import { useTheDesk } from '../desk/use-desk.js';
import { DownIcon } from '../parts/icons.js';
import { useSay } from '../say.js';
import { KeyHint } from './key-hint.js';

const WAYS = [
  { kind: 'skip', command: 'skip' },
  { kind: 'second-opinion', command: null },
  { kind: 'escalate', command: 'escalate' },
] as const;

/** Passes the open item on instead of deciding it. */
export function PassMenu() {
  const say = useSay();
  const { canPass, pass, wide } = useTheDesk();
  return (
    <Menu position="bottom-start" shadow="md" width={280} transitionProps={{ duration: 0 }}>
      <Menu.Target>
        <Button
          size="sm"
          variant="default"
          rightSection={wide && <DownIcon />}
          disabled={!canPass}
          aria-label={wide ? undefined : say('pass.menu')}
        >
          {wide ? say('pass.menu') : <DownIcon />}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {WAYS.map(({ kind, command }) => (
          <Menu.Item
            key={kind}
            rightSection={command !== null && <KeyHint command={command} />}
            onClick={() => pass(kind)}
          >
            {say(`pass.${kind}`)}
            <br />
            <small>{say(`pass.${kind}Hint`)}</small>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
