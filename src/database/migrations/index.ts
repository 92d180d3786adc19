import { Start1795000000001 } from './1795000000001-start.js';

/** Every migration, oldest first. `npm run migration:create <name>` adds a line. */
export const MIGRATIONS = [Start1795000000001];
