import type { ComponentType } from 'react';
import type { Role } from '../../../src/contract/review-api.js';
import type { MessageKey } from '../messages.js';

/** Where the console begins; the addresses of its pages are below it. */
export const BASE = '/console/';

/** A page of the console: its address below BASE, its name, who may open it, what it shows, and its key after `go`. */
export interface PageEntry {
  path: string;
  name: MessageKey;
  icon: ComponentType;
  role: Role;
  Page: ComponentType;
  goKey: string;
  /** What waits there for who is signed in; beside its name. */
  Badge?: ComponentType;
}

const ROLES: readonly Role[] = ['viewer', 'moderator', 'lead', 'admin'];

/** Whether a role includes what another may do. */
export function roleIncludes(role: Role, needed: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(needed);
}

/** The page of an address; a page owns what is below it. Undefined when there is none. */
export function pageAt(pages: readonly PageEntry[], pathname: string): PageEntry | undefined {
  const path = pathname.slice(BASE.length).replace(/\/$/, '');
  if (path === '') return pages.find((page) => page.path === '');
  return pages.find((page) => page.path !== '' && (path === page.path || path.startsWith(`${page.path}/`)));
}
