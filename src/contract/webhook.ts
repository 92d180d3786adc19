/**
 * What the webhook of a site is told, signed as Standard Webhooks says. Deliveries come at least once, repetitions under
 * the same `webhook-id`, and not always in order: `version` tells which change of a submission is the newest.
 */

/** A submission was settled, by the machine or a person. */
export interface SubmissionSettledEvent {
  type: 'submission.settled';
  /** When it was settled; ISO 8601, UTC. */
  timestamp: string;
  data: {
    /** Id of the submission. */
    id: string;
    /** The number readers see in `#comment-N`. */
    number: number;
    /** Keys of its site and thread. */
    site: string;
    thread: string;
    /** Id of the verdict or decision. */
    record: string;
    /** `approved`: its comment is public from now on. */
    state: 'received' | 'held' | 'approved' | 'rejected' | 'withdrawn';
    /** `approved`: its comment is no longer public. */
    previousState: 'received' | 'held' | 'approved' | 'rejected' | 'withdrawn';
    /** Counts the changes of the submission. */
    version: number;
    by: 'machine' | 'person';
  };
}
