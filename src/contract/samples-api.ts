import type { Language, RejectReason } from './review-api.js';

/**
 * Second looks: settled submissions that somebody looks at once more without being told what became of them, or why they were
 * drawn. Paths, times and failures as in review-api.ts.
 */

/** What a person would do. */
export type SampleChoice = 'approved' | RejectReason;

/** A submission that is looked at once more; nothing tells what the machine or a colleague made of it. */
export interface SampleView {
  id: string;
  submission: {
    id: string;
    author: string;
    /** The text as sent. */
    text: string;
    language: Language | null;
    receivedAt: string;
    /** In which its author is told of a rejection. */
    authorLanguage: Language;
    /** The text is hard to read, and why, in the reader's language: show it only when asked. Null: it is not. */
    severe: { says: string } | null;
    site: { key: string; name: string };
    thread: { key: string; title: string; url: string };
    /** From the top of the branch to what it answers; at most five. */
    parents: {
      id: string;
      author: string;
      text: string;
      language: Language | null;
      severe: { says: string } | null;
    }[];
  };
}

/** GET /review/samples/count */
export interface SampleCount {
  /** That the signed-in person could look at. */
  waiting: number;
}

/**
 * POST /review/samples { want } → 200: hands out up to `want` (1 to 5, default 2), those that one has already first. Nobody else is
 * handed them for five minutes.
 */
export interface SampleHand extends SampleCount {
  items: SampleView[];
}

/** POST /review/samples/:id/answer → 200 SampleAnswered, 404, 409 when somebody else answered, or the submission was decided anew. */
export interface SampleAnswerRequest {
  choice: SampleChoice;
}

/**
 * What was compared, and what came of it. POST /review/samples/:id/undo → 200 { } takes the answer back, with what followed; 409
 * when others have gone on with it. POST /review/samples/:id/pass → 204: somebody else should look.
 */
export interface SampleAnswered {
  id: string;
  /** What stood before: by the machine, a colleague, or known to be right because colleagues agreed. */
  before: { by: 'machine' | 'person' | 'known'; choice: SampleChoice };
  /** Whether both approve, or both reject. */
  agreed: boolean;
  /** `none`: nothing; `changed`: the answer was carried out as a decision; `third`: somebody else is asked too. */
  led: 'none' | 'changed' | 'third';
}
