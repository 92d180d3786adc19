import type { Stage } from '../pipeline/stage.js';
import { authorHistoryStage } from './author-history.stage.js';
import { disallowedWordsStage } from './disallowed-words.stage.js';
import { languageStage } from './language.stage.js';
import { linkHistoryStage } from './link-history.stage.js';
import { linksStage } from './links.stage.js';
import { listedTermsStage } from './listed-terms.stage.js';
import { mailAddressStage } from './mail-address.stage.js';
import { moderationWordsStage } from './moderation-words.stage.js';
import { nearDuplicatesStage } from './near-duplicates.stage.js';
import { networkRateStage } from './network-rate.stage.js';
import { patternsStage } from './patterns.stage.js';
import { promptLikeStage } from './prompt-like.stage.js';
import { ratesStage } from './rates.stage.js';
import { repeatedTextStage } from './repeated-text.stage.js';
import { shapeStage } from './shape.stage.js';
import { threadStateStage } from './thread-state.stage.js';

/** The stages in the order they run; all of them always run, so that a moderator sees every reason. */
export const STAGES: readonly Stage[] = [
  disallowedWordsStage, // what the site never wants: the only stage that rejects
  threadStateStage, // the thread may have been closed after the submission came in
  listedTermsStage, // what the policy's rules ask about words
  patternsStage, // what they ask about how it is written
  linksStage, // most spam wants to lead somewhere
  linkHistoryStage, // where nobody was led before
  moderationWordsStage, // what the site wants a person to read first
  shapeStage, // what tries to look like something else
  authorHistoryStage, // who is known gets trust, who was rejected before does not
  repeatedTextStage, // the same text again, elsewhere or by others
  nearDuplicatesStage, // nearly the same text: raids change a word or two
  networkRateStage, // many from one network at once
  ratesStage, // many by one author, or on one page
  mailAddressStage, // an address for minutes costs nothing to replace
  languageStage, // what readers of the page cannot read
  promptLikeStage, // what talks to a machine instead of readers
];
