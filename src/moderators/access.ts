import { SetMetadata } from '@nestjs/common';
import type { Role } from '../domain/moderator.entity.js';

/** Who may use a route of the moderators' API. */
export type Access = 'public' | ({ role: Role } & Required<NeedsOptions>);

/** What a route needs beside a role. */
export interface NeedsOptions {
  /** Somebody at a browser, not a bearer token. */
  sessionOnly?: boolean;
  /** Somebody who showed within the last ten minutes who they are (POST /session/step-up). Bearer tokens need not. */
  fresh?: boolean;
  /** The route is open to accounts that must set up a second factor first. */
  beforeSecondFactor?: boolean;
}

const ACCESS = 'replydesk:access';

/** The route needs a moderator with this role. */
export function Needs(role: Role, options: NeedsOptions = {}): MethodDecorator {
  const { sessionOnly = false, fresh = false, beforeSecondFactor = false } = options;
  const access: Access = { role, sessionOnly, fresh, beforeSecondFactor };
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
