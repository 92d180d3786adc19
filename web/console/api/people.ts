import type {
  InvitationLink,
  InviteRequest,
  PeopleEventView,
  PersonView,
} from '../../../src/contract/people-api.js';
import type { Role } from '../../../src/contract/review-api.js';
import { change } from './change.js';
import { ask } from './client.js';

/** Everybody who has an account. */
export function fetchPeople(signal?: AbortSignal): Promise<PersonView[]> {
  return ask<PersonView[]>('/people', { signal });
}

/** What was done to accounts. */
export function fetchPeopleEvents(signal?: AbortSignal): Promise<PeopleEventView[]> {
  return ask<PeopleEventView[]>('/people/events', { signal });
}

/** Invites somebody. Throws ApiError 422 when the e-mail has an account. */
export function postPerson(person: InviteRequest): Promise<InvitationLink> {
  return change<InvitationLink>('/people', person);
}

/** Another link by which the owner chooses a password. */
export function postPersonLink(id: string): Promise<InvitationLink> {
  return change<InvitationLink>(`/people/${id}/link`);
}

/** Gives an account another role. */
export function postRole(id: string, role: Role): Promise<undefined> {
  return change<undefined>(`/people/${id}/role`, { role });
}

/** Switches an account off or on. */
export function postActive(id: string, active: boolean): Promise<undefined> {
  return change<undefined>(`/people/${id}/active`, { active });
}

/** Takes the second factor of somebody away. */
export function resetSecondFactor(id: string): Promise<undefined> {
  return change<undefined>(`/people/${id}/second-factor/reset`);
}
