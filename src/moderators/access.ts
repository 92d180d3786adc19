import { SetMetadata } from '@nestjs/common';
import type { Role } from '../domain/moderator.entity.js';

/** Who may use a route of the moderators' API. */
export type Access = 'public' | { role: Role; sessionOnly: boolean };

const ACCESS = 'replydesk:access';

/** The route needs a moderator with this role; `sessionOnly`: one who signed in with a password. */
export function Needs(role: Role, options: { sessionOnly?: boolean } = {}): MethodDecorator {
  const access: Access = { role, sessionOnly: options.sessionOnly ?? false };
  return SetMetadata(ACCESS, access);
}

/** The route lets everybody in. */
export function Public(): MethodDecorator {
  const access: Access = 'public';
  return SetMetadata(ACCESS, access);
}

/** What a route's handler declares; undefined when it declares nothing. */
export function accessOf(handler: object): Access | undefined {
  return Reflect.getMetadata(ACCESS, handler) as Access | undefined;
}

/** The doors of readers: they belong to a thread and let everybody in without saying so. */
const READERS = /^\/api\/v1\/sites\/[^/]+\/threads\//;

/** Whether a route must declare who may use it: everything below /api/ but the doors of readers. */
export function mustDeclare(path: string): boolean {
  return path.startsWith('/api/') && !READERS.test(path);
}
