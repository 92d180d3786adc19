import type { Role } from './review-api.js';

/** GET /people: who may sign in, and as what. */
export interface PersonView {
  id: string;
  name: string;
  email: string;
  role: Role;
  /** `invited`: has not chosen a password yet. `off`: the account opens nothing. */
  state: 'active' | 'invited' | 'off';
  secondFactor: boolean;
  /** Name of who invited; null for the first admin and accounts of the command line. */
  invitedBy: string | null;
  createdAt: string;
  lastSeenAt: string | null;
}

/** POST /people: invites somebody. 422 when the e-mail has an account. */
export interface InviteRequest {
  email: string;
  name: string;
  role: Role;
}

/** The answer to POST /people and POST /people/:id/link; the only time the link is told. It works for 7 days, once. */
export interface InvitationLink {
  id: string;
  link: string;
}

/** POST /people/:id/role (204). 409 for the last admin. */
export interface RoleRequest {
  role: Role;
}

/** POST /people/:id/active (204): switches an account on or off; its sessions end. 409 for the last admin. */
export interface ActiveRequest {
  active: boolean;
}

/** POST /invitation: chooses a password and signs in. 404 when the link is unknown, used or too old. */
export interface AcceptRequest {
  token: string;
  password: string;
}

/** GET /people/events: what was done to accounts, the newest 100; append-only. */
export interface PeopleEventView {
  id: string;
  at: string;
  kind:
    | 'invited'
    | 'link'
    | 'joined'
    | 'created'
    | 'role'
    | 'switched-off'
    | 'switched-on'
    | 'factor-on'
    | 'factor-off'
    | 'factor-reset'
    | 'recovery-codes'
    | 'recovery-used'
    | 'password'
    | 'other-service';
  /** Name of who did it; null: the desk itself. */
  actor: string | null;
  /** Name of whose account it is. */
  person: string;
  /** The role, where the event is about one. */
  detail: string;
}
