import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { fetchPeople } from '../api/people.js';
import { Asked } from '../parts/asked.js';
import { Panel, WideTable } from '../parts/panel.js';
import { useSay } from '../say.js';
import { PageFrame } from '../shell/page-frame.js';
import { roleIncludes } from '../shell/pages.js';
import { useShell } from '../shell/use-shell.js';
import { InviteDialog } from './invite-dialog.js';
import { LinkDialog } from './link-dialog.js';
import { PeopleEvents } from './people-events.js';
import { PersonDialog } from './person-dialog.js';
import { PersonRow } from './person-row.js';
import { useWish } from './use-wish.js';

const COLUMNS = ['people.name', 'people.role', 'people.factor', 'people.seen', 'people.invitedBy'] as const;

function Sure({ asked, work, close }: ReturnType<typeof useWish>) {
  const say = useSay();
  if (asked === null) return null;
  const { person, wish } = asked;
  if (wish.kind === 'link' || wish.kind === 'on') return null;
  const role = wish.kind === 'role' ? wish.role : person.role;
  return (
    <PersonDialog
      title={say('people.sureTitle')}
      submit={say('people.go')}
      danger={wish.kind === 'off'}
      busy={work.isPending}
      error={null}
      onSubmit={() => work.mutate(asked)}
      onClose={close}
    >
      <p>{say(`people.sure.${wish.kind}`, { name: person.name, role })}</p>
    </PersonDialog>
  );
}

/** Who may sign in, and as what; what was done to accounts. */
export function PeoplePage() {
  const say = useSay();
  const client = useQueryClient();
  const isAdmin = roleIncludes(useShell().session.moderator.role, 'admin');
  const [inviting, setInviting] = useState(false);
  const [made, setMade] = useState<{ name: string; link: string } | null>(null);
  const wishes = useWish(setMade);
  const query = useQuery({ queryKey: ['people', 'list'], queryFn: ({ signal }) => fetchPeople(signal) });
  const tools = isAdmin && (
    <Button size="xs" onClick={() => setInviting(true)}>
      {say('people.invite')}
    </Button>
  );
  return (
    <PageFrame title={say('page.people')} tools={tools}>
      <Panel title={say('people.list')}>
        <Asked query={query} failed={say('people.failed')}>
          {(people) => (
            <WideTable label={say('people.list')}>
              <thead>
                <tr>
                  {COLUMNS.map((column) => (
                    <th key={column} scope="col">
                      {say(column)}
                    </th>
                  ))}
                  <td />
                </tr>
              </thead>
              <tbody>
                {people.map((person) => (
                  <PersonRow key={person.id} person={person} onWish={wishes.wishFor(person)} />
                ))}
              </tbody>
            </WideTable>
          )}
        </Asked>
      </Panel>
      {isAdmin && <PeopleEvents />}
      <Sure {...wishes} />
      {inviting && (
        <InviteDialog
          onClose={() => setInviting(false)}
          onInvited={(invited) => {
            setInviting(false);
            setMade(invited);
            void client.invalidateQueries({ queryKey: ['people'] });
          }}
        />
      )}
      {made !== null && <LinkDialog {...made} onClose={() => setMade(null)} />}
    </PageFrame>
  );
}
