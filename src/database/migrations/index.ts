import { Start1795000000001 } from './1795000000001-start.js';
import { RefuseRace1795000000002 } from './1795000000002-refuse-race.js';
import { Outbox1795000000003 } from './1795000000003-outbox.js';
import { Examination1795000000004 } from './1795000000004-examination.js';
import { VerdictPoints1795000000005 } from './1795000000005-verdict-points.js';
import { PolicyDraft1795000000101 } from './1795000000101-policy-draft.js';
import { PanicSwitch1795000000102 } from './1795000000102-panic-switch.js';
import { TextBand1795426409655 } from './1795426409655-text-band.js';
import { RecentSubmissions1795427446500 } from './1795427446500-recent-submissions.js';
import { LinkDomain1795442908000 } from './1795442908000-link-domain.js';
import { PolicyReplay1795448000000 } from './1795448000000-policy-replay.js';
import { RuleLimits1795450000000 } from './1795450000000-rule-limits.js';
import { RaidGuard1795450000001 } from './1795450000001-raid-guard.js';
import { Recheck1795450000003 } from './1795450000003-recheck.js';
import { SecondFactor1795500000001 } from './1795500000001-second-factor.js';
import { People1795500000002 } from './1795500000002-people.js';
import { SwitchEnds1795500000101 } from './1795500000101-switch-ends.js';
import { DeskPages1795500000201 } from './1795500000201-desk-pages.js';
import { ReviewQueue1795500000301 } from './1795500000301-review-queue.js';
import { ReviewLease1795500000302 } from './1795500000302-review-lease.js';
import { AuthorsAndNotes1795500000401 } from './1795500000401-authors-and-notes.js';
import { Bulk1795500000501 } from './1795500000501-bulk.js';
import { Reports1795500000801 } from './1795500000801-reports.js';
import { AuthorInTime1795500000802 } from './1795500000802-author-in-time.js';
import { Samples1795500000803 } from './1795500000803-samples.js';

/** Every migration, oldest first. `npm run migration:create <name>` adds a line. */
export const MIGRATIONS = [
  Start1795000000001,
  RefuseRace1795000000002,
  Outbox1795000000003,
  Examination1795000000004,
  VerdictPoints1795000000005,
  PolicyDraft1795000000101,
  PanicSwitch1795000000102,
  TextBand1795426409655,
  RecentSubmissions1795427446500,
  LinkDomain1795442908000,
  PolicyReplay1795448000000,
  RuleLimits1795450000000,
  RaidGuard1795450000001,
  Recheck1795450000003,
  SecondFactor1795500000001,
  People1795500000002,
  SwitchEnds1795500000101,
  DeskPages1795500000201,
  ReviewQueue1795500000301,
  ReviewLease1795500000302,
  AuthorsAndNotes1795500000401,
  Bulk1795500000501,
  Reports1795500000801,
  AuthorInTime1795500000802,
  Samples1795500000803,
];
