import { evasionsOf } from '../../src/screening/text/evasive-writing.js';
import { foldView } from '../../src/screening/text/fold-view.js';
import { findWords } from '../../src/screening/text/find-words.js';
import { findHiddenAddresses } from '../../src/screening/text/hidden-addresses.js';
import { bandsOf, partsOf } from '../../src/screening/text/minhash.js';
import { visibleView } from '../../src/screening/text/readings.js';
import { skeletonView } from '../../src/screening/text/skeleton-view.js';
import { squashView } from '../../src/screening/text/squash-view.js';
import { rawView } from '../../src/screening/text/view.js';
import { knownAuthorContext } from '../../src/screening/screen-text.js';
import { STAGES } from '../../src/screening/stages/index.js';
import { policySchema } from '../../src/domain/policy.js';
import { STARTING_POLICY } from '../../src/sites/starting-policy.js';
import { best, growth, LINEAR } from '../support/growth.js';

/** What programs stumble over when there is much of it. */
const PARTS = {
  letters: 'a',
  kana: 'あ',
  'split dakuten': 'か\u3099',
  'stacked marks': 'a\u0301\u0302\u0303\u0304',
  'zero-width': '\u200b',
  'zero-width in a word': 'i\u200bd',
  stars: '*',
  'letters and stars': 'a*',
  'blanked kana': 'ば○',
  'long vowels': 'バー',
  'letters apart': 'i d i o t ',
  'full stops': '.',
  tags: '<b>',
  'tags in tags': '<a "',
  'values without end': '<a="',
  'open tags': '<a href="',
  'character references': '&amp;',
  addresses: 'http://a.example/ ',
  'addresses without end': 'http://a',
  'hidden addresses': 'a [.] b (dot) ',
  'dots between letters': 'a.b.',
  brackets: '[url=',
  emoji: '👍🏽',
  'family emoji': '👨‍👩‍👧',
  flags: '🇨🇦',
  'lone surrogates': '\ud800',
  'full width': 'ｉｄｉｏｔ',
  'turned text': '\u202e',
  'one kanji': '馬',
  numbers: '03-1234-',
  'a word and another': 'idiotic nonsense ',
};

const VIEWS = {
  visible: (text: string) => visibleView(text),
  fold: (text: string) => foldView(rawView(text)),
  squash: (text: string) => squashView(rawView(text)),
  skeleton: (text: string) => skeletonView(rawView(text)),
  'parts and bands': (text: string) => bandsOf(partsOf(text)),
  evasions: evasionsOf,
  'hidden addresses': findHiddenAddresses,
};

const POLICY = policySchema.parse({
  ...STARTING_POLICY,
  lists: { ...STARTING_POLICY.lists, repetitive: { terms: ['aaaa', 'ab*', 'バーバー', 'a a a a'] } },
  disallowed_words: ['casino'],
  moderation_words: ['idiot', 'ばか'],
  patterns: { classic: '(a+)+$', phone: String.raw`(?:^|\D)0\d{1,3}-\d{2,4}-\d{4}(?:\D|$)` },
});

const screened = (body: string) =>
  knownAuthorContext(
    { body, authorName: '', authorEmail: '', authorUrl: '', userAgent: '', address: null },
    POLICY,
  );

describe.each(Object.entries(PARTS))('a text of nothing but %s takes time as it is long', (_name, part) => {
  it.each(Object.entries(VIEWS))('in the view %s', (_view, work) => {
    expect(growth(work, part)).toBeLessThan(LINEAR);
  });

  it.each(STAGES.map((stage) => [stage.name, stage] as const))('in the stage %s', (_stage, stage) => {
    expect(growth((text) => stage.run(screened(text)), part)).toBeLessThan(LINEAR);
  });
});

it('takes hardly longer for a list of 50,000 words than for one of 500', () => {
  const words = Array.from({ length: 50_000 }, (_, index) => `word${index.toString(36)}x`);
  const body = 'An ordinary wordy remark. '.repeat(80);
  const time = (list: string[]) => {
    findWords({ ...screened(body).submission }, list);
    return best(() => {
      for (let run = 0; run < 20; run++) findWords({ ...screened(body).submission }, list);
    });
  };
  expect(time(words) / time(words.slice(0, 500))).toBeLessThan(10);
});

it('notices what takes quadratic time', () => {
  const quadratic = (text: string) => {
    let count = 0;
    for (let from = 0; from < text.length; from += 2)
      for (let at = from; at < text.length; at += 2) count += text.charCodeAt(at);
    return count;
  };
  expect(growth(quadratic, 'a')).toBeGreaterThan(LINEAR);
});
