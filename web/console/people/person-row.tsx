import { ActionIcon, Menu, NativeSelect } from '@mantine/core';
import type { PersonView } from '../../../src/contract/people-api.js';
import type { Role } from '../../../src/contract/review-api.js';
import { MoreIcon, TickIcon } from '../parts/icons.js';
import { cell } from '../parts/panel.js';
import { Ago } from '../parts/time.js';
import { useSay } from '../say.js';
import { roleIncludes } from '../shell/pages.js';
import { useShell } from '../shell/use-shell.js';
import classes from './people.module.css';
import { ROLES, roleOf } from './roles.js';

/** What somebody wants to do to an account. */
export type PersonWish =
  { kind: 'role'; role: Role } | { kind: 'off' } | { kind: 'on' } | { kind: 'reset' } | { kind: 'link' };

interface PersonRowProps {
  person: PersonView;
  onWish: (wish: PersonWish) => void;
}

/** One account, and what one may do to it. */
export function PersonRow({ person, onWish }: PersonRowProps) {
  const say = useSay();
  const me = useShell().session.moderator;
  const { name, role, state } = person;
  const isAdmin = roleIncludes(me.role, 'admin');
  return (
    <tr>
      <th scope="row">
        <div className={classes.who}>
          <bdi>{name}</bdi>
          {person.id === me.id && <span className={classes.badge}>{say('people.you')}</span>}
          {state !== 'active' && <span className={classes.badge}>{say(`people.state.${state}`)}</span>}
          <span className={classes.email}>{person.email}</span>
        </div>
      </th>
      <td>
        {isAdmin && state !== 'off' ? (
          <NativeSelect
            size="xs"
            aria-label={say('people.roleOf', { name })}
            value={role}
            onChange={(event) => onWish({ kind: 'role', role: roleOf(event.currentTarget.value) })}
            data={ROLES.map((value) => ({ value, label: say(`role.${value}`) }))}
          />
        ) : (
          say(`role.${role}`)
        )}
      </td>
      <td>
        {person.secondFactor ? (
          <span className={classes.good}>
            <TickIcon /> {say('factor.on')}
          </span>
        ) : (
          say('factor.off')
        )}
      </td>
      <td>{person.lastSeenAt === null ? say('people.never') : <Ago at={person.lastSeenAt} />}</td>
      <td>{person.invitedBy === null ? '' : <bdi>{person.invitedBy}</bdi>}</td>
      <td className={cell.number}>
        <Actions person={person} onWish={onWish} />
      </td>
    </tr>
  );
}

function Actions({ person, onWish }: PersonRowProps) {
  const say = useSay();
  const me = useShell().session.moderator;
  const isAdmin = roleIncludes(me.role, 'admin');
  const isOther = person.id !== me.id;
  const mayReset = person.secondFactor && isOther && (isAdmin || !roleIncludes(person.role, me.role));
  if (!mayReset && !isAdmin) return null;
  return (
    <Menu position="bottom-end" shadow="md" width={260} transitionProps={{ duration: 0 }}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={say('people.actions', { name: person.name })}>
          <MoreIcon />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {mayReset && <Menu.Item onClick={() => onWish({ kind: 'reset' })}>{say('people.reset')}</Menu.Item>}
        {isAdmin && isOther && person.state !== 'off' && (
          <Menu.Item onClick={() => onWish({ kind: 'link' })}>{say('people.newLink')}</Menu.Item>
        )}
        {isAdmin &&
          (person.state === 'off' ? (
            <Menu.Item onClick={() => onWish({ kind: 'on' })}>{say('people.switchOn')}</Menu.Item>
          ) : (
            <Menu.Item onClick={() => onWish({ kind: 'off' })}>{say('people.switchOff')}</Menu.Item>
          ))}
      </Menu.Dropdown>
    </Menu>
  );
}
