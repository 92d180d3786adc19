import { Start1795000000001 } from './1795000000001-start.js';
import { RefuseRace1795000000002 } from './1795000000002-refuse-race.js';
import { Outbox1795000000003 } from './1795000000003-outbox.js';
import { Examination1795000000004 } from './1795000000004-examination.js';

/** Every migration, oldest first. `npm run migration:create <name>` adds a line. */
export const MIGRATIONS = [
  Start1795000000001,
  RefuseRace1795000000002,
  Outbox1795000000003,
  Examination1795000000004,
];
