import type { Stage } from '../pipeline/stage.js';
import { visibleView } from '../text/readings.js';
import { writingOf } from '../text/scripts.js';

/** In which letters and language the text is, and whether that is the page's: what nobody there can read is often spam. */
export const languageStage: Stage = {
  name: 'language',
  gives: ['language'],
  run({ submission: { body }, pageLanguage }) {
    const writing = writingOf(visibleView(body).text);
    if (pageLanguage === null) return [{ kind: 'language', score: 0, evidence: writing }];
    // Nothing speaks against what is too short to tell.
    const fits = writing.language === 'none' || writing.language === pageLanguage;
    return [{ kind: 'language', score: fits ? 0 : 1, evidence: { ...writing, page: pageLanguage, fits } }];
  },
};
