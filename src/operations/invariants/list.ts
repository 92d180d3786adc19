import { approvedIsPublic, commentsStandWhereTheyWereSent, everyCommentWasApproved } from './comments.js';
import {
  everyKeyHasItsSubmission,
  everySiteHasAPolicy,
  historyIsLocked,
  policiesAreAsTheyWereSet,
} from './records.js';
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
  // … nothing is public that nobody approved …
  everyCommentWasApproved,
  approvedIsPublic,
  commentsStandWhereTheyWereSent,
  // … and who decided what can be told.
  everyOutcomeHasARecord,
  stateIsTheLastWord,
  everyChangeIsRecorded,
  machineNeverOverrulesAPerson,
  everySiteHasAPolicy,
  policiesAreAsTheyWereSet,
  historyIsLocked,
] as const;

/** Name of an invariant. */
export type InvariantKey = (typeof INVARIANTS)[number]['key'];
