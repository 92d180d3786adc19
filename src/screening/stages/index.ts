import type { Stage } from '../pipeline/stage.js';
import { authorHistoryStage } from './author-history.stage.js';
import { disallowedWordsStage } from './disallowed-words.stage.js';
import { linksStage } from './links.stage.js';
import { moderationWordsStage } from './moderation-words.stage.js';
import { networkRateStage } from './network-rate.stage.js';
import { repeatedTextStage } from './repeated-text.stage.js';
import { threadStateStage } from './thread-state.stage.js';

/** The stages in the order they run; all of them always run, so that a moderator sees every reason. */
export const STAGES: readonly Stage[] = [
  disallowedWordsStage, // what the site never wants: the only stage that rejects
  threadStateStage, // the thread may have been closed after the submission came in
  linksStage, // most spam wants to lead somewhere
  moderationWordsStage, // what the site wants a person to read first
  authorHistoryStage, // who is known gets trust, who was rejected before does not
  repeatedTextStage, // the same text again, elsewhere or by others
  networkRateStage, // many from one network at once
];
