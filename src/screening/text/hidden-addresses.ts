import { parse } from 'tldts';
import { foldView } from './fold-view.js';
import { rawRange, rawView, type Range } from './view.js';

/** An address of the web that is written so that programs miss it. */
export interface HiddenAddress extends Range {
  /** As it is read: lower case, ASCII. */
  host: string;
}

/** A host in a folded text, also with the full stop of Japanese. */
const HOST =
  /(?<![a-z0-9@._-])[a-z0-9][a-z0-9-]{0,62}(?:[.。][a-z0-9][a-z0-9-]{0,62}){0,3}[.。][a-z]{2,12}(?![a-z0-9-])/gu;

/** A dot in brackets or as a word; folded, so that katakana is hiragana. */
const SPELLED =
  /(?<![a-z0-9@._-])([a-z0-9][a-z0-9-]{1,62}) {0,2}(?:[[({<] ?(?:\.|dot|どっと) ?[\])}>]|(?<= )dot(?= )|どっと|(?<= )点(?= )) {0,2}([a-z]{2,12})(?![a-z0-9-])/gu;

/** Endings that follow a dot which is spelled out; others (it, in, to, me) are words. */
const SPELLED_ENDINGS = new Set(
  'com net org info biz top xyz shop site online club vip jp cc io ru cn tk app store live link click'.split(
    ' ',
  ),
);

/**
 * Hosts that are written with other letters, hidden characters or a dot that is none (ｅｘａｍｐｌｅ．ｃｏｍ, example[.]com,
 * example ドット com), in order. A host as it is mostly written is none of them. Takes linear time.
 */
export function findHiddenAddresses(text: string): HiddenAddress[] {
  const view = foldView(rawView(text));
  const plain = [...view.text.matchAll(HOST)].flatMap(({ 0: found, index }) => {
    const range = rawRange(view, index, index + found.length);
    const host = found.replaceAll('。', '.');
    const isPlain = text.slice(range.start, range.end).toLowerCase() === host;
    return isPlain || parse(host).isIcann !== true ? [] : [{ ...range, host }];
  });
  const spelled = [...view.text.matchAll(SPELLED)].flatMap(({ 0: found, 1: name, 2: ending = '', index }) => {
    const host = `${name}.${ending}`;
    const isKnown = /[\])}>]/u.test(found) ? parse(host).isIcann === true : SPELLED_ENDINGS.has(ending);
    return isKnown ? [{ ...rawRange(view, index, index + found.length), host }] : [];
  });
  return [...plain, ...spelled].sort((one, other) => one.start - other.start);
}
