import { addressesAreForgotten } from './addresses.js';
import { approvedIsPublic, commentsStandWhereTheyWereSent, everyCommentWasApproved } from './comments.js';
import { everyBulkHasItsDecisions } from './bulks.js';
import {
  cancelledEffectsWereTakenBack,
  effectsAreTried,
  everyEffectHasItsRecord,
  everyRecordHasItsEffect,
} from './effects.js';
import { verdictsExplainThemselves } from './explanation.js';
import { everyUndoTakesOneBack, historyIsLocked, recordsAreAChain } from './history.js';
import { everyKeyHasItsSubmission } from './keys.js';
import { everySiteHasAPolicy, policiesAreAsTheyWereSet, policiesWereInForce } from './policies.js';
import { talliesAreTheCounts } from './queues.js';
import { openReportsAreShown } from './reports.js';
import {
  everyChangeIsRecorded,
  everyOutcomeHasARecord,
  everySubmissionIsCounted,
  machineNeverOverrulesAPerson,
  nothingIsOverdue,
  stateIsTheLastWord,
} from './submissions.js';

/** What `doctor` proves, in the order in which it reports. */
export const INVARIANTS = [
  // Nothing is lost …
  everySubmissionIsCounted,
  everyKeyHasItsSubmission,
  nothingIsOverdue,
  talliesAreTheCounts,
  openReportsAreShown,
  // … nothing is public that nobody approved …
  everyCommentWasApproved,
  approvedIsPublic,
  commentsStandWhereTheyWereSent,
  // … and who decided what can be told.
  everyOutcomeHasARecord,
  stateIsTheLastWord,
  everyChangeIsRecorded,
  recordsAreAChain,
  everyUndoTakesOneBack,
  everyBulkHasItsDecisions,
  machineNeverOverrulesAPerson,
  verdictsExplainThemselves,
  everySiteHasAPolicy,
  policiesAreAsTheyWereSet,
  policiesWereInForce,
  historyIsLocked,
  // What is told outside happened, and what happened is told.
  everyEffectHasItsRecord,
  everyRecordHasItsEffect,
  cancelledEffectsWereTakenBack,
  effectsAreTried,
  // What was promised to be forgotten is forgotten.
  addressesAreForgotten,
] as const;

/** Name of an invariant. */
export type InvariantKey = (typeof INVARIANTS)[number]['key'];
