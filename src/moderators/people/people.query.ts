import type { DataSource } from 'typeorm';
import type { PeopleEventView, PersonView } from '../../contract/people-api.js';
import type { PeopleEventKind } from '../../domain/people.entity.js';
import type { Account } from '../create-moderator.js';
import { NO_PASSWORD } from '../password.js';

interface PersonRow extends Account {
  state: PersonView['state'];
  second_factor: boolean;
  invited_by: string | null;
  created_at: Date;
  last_seen_at: Date | null;
}

/** Everybody who has or had an account, by name; those who are switched off last. */
export async function listPeople(dataSource: DataSource): Promise<PersonView[]> {
  const rows: PersonRow[] = await dataSource.query(
    `select m.id, m.email, m.name, m.role, m.created_at, m.last_seen_at, i.name as invited_by,
            case when m.switched_off_at is not null then 'off'
                 when m.password_hash = $1 and m.oidc_subject is null then 'invited' else 'active' end as state,
            exists (select 1 from second_factor f where f.moderator_id = m.id and f.confirmed_at is not null)
              as second_factor
       from moderator m left join moderator i on i.id = m.invited_by
      order by m.switched_off_at is not null, lower(m.name), m.email`,
    [NO_PASSWORD],
  );
  return rows.map(({ id, email, name, role, ...row }) => ({
    id,
    email,
    name,
    role,
    state: row.state,
    secondFactor: row.second_factor,
    invitedBy: row.invited_by,
    createdAt: row.created_at.toISOString(),
    lastSeenAt: row.last_seen_at?.toISOString() ?? null,
  }));
}

interface EventRow {
  id: string;
  kind: PeopleEventKind;
  detail: string;
  created_at: Date;
  actor: string | null;
  person: string;
}

/** What was done to accounts, the newest 100. */
export async function listPeopleEvents(dataSource: DataSource): Promise<PeopleEventView[]> {
  const rows: EventRow[] = await dataSource.query(
    `select e.id, e.kind, e.detail, e.created_at, a.name as actor, m.name as person
       from people_event e join moderator m on m.id = e.moderator_id left join moderator a on a.id = e.actor_id
      order by e.created_at desc, e.id limit 100`,
  );
  return rows.map(({ id, kind, detail, created_at, actor, person }) => ({
    id,
    kind,
    detail,
    at: created_at.toISOString(),
    actor,
    person,
  }));
}
