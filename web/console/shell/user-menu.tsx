import { ActionIcon, Menu } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { signOut } from '../api/session.js';
import { PersonIcon } from '../parts/icons.js';
import { useSay } from '../say.js';
import { goToPath } from '../state/use-place.js';
import { BASE } from './pages.js';
import { useShell } from './use-shell.js';

/** Who is signed in, and the way out. */
export function UserMenu() {
  const say = useSay();
  const { session, onSignedOut } = useShell();
  const { moderator } = session;
  const leave = useMutation({ mutationFn: signOut, onSuccess: onSignedOut });
  return (
    <Menu
      position="bottom-end"
      shadow="md"
      width={240}
      withInitialFocusPlaceholder={false}
      transitionProps={{ duration: 0 }}
    >
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={say('session.account', { name: moderator.name })}
        >
          <PersonIcon />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <bdi>{moderator.name}</bdi> · {say(`role.${moderator.role}`)}
          <br />
          {moderator.email}
        </Menu.Label>
        <Menu.Item onClick={() => goToPath(`${BASE}account`)}>{say('page.account')}</Menu.Item>
        <Menu.Item onClick={() => leave.mutate()}>{say('session.signOut')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
