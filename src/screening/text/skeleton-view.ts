import { squashView, type SquashedView } from './squash-view.js';
import { type View, ViewBuilder } from './view.js';

/**
 * What looks like a Latin letter or a kana to a reader, by the letter it looks like. An own table: the common ones for
 * English and Japanese turn m into rn and カ into 力 (docs/policy.md). Lower case only, since views are folded.
 */
const LOOKALIKES: Readonly<Record<string, string>> = {
  // Cyrillic, Greek, Armenian, Cherokee, Latin extensions and phonetic letters.
  a: 'аαɑᴀɐаⱥꭺ',
  b: 'вьъбʙƅßβᏼ',
  c: 'сϲᴄↄƈԍꮯ',
  d: 'ԁɗᴅժծꭰ',
  e: 'еєэεҽᴇɘəɛꭼ',
  f: 'ғϝƒꜰքſ',
  g: 'ɡցԍɢɠգᏻ',
  h: 'һнհʜɦћꮋ',
  i: 'іїιɩᴉɪℓӏլւյꭵ',
  j: 'јϳᴊʝյ',
  k: 'кκᴋƙқҝꮶ',
  l: 'ӏʟɭɫꮮ',
  m: 'мᴍɱϻꮇ',
  n: 'пηոռɴɲπиղ',
  o: 'оοσօᴏөθ๐',
  p: 'рρᴘթƿꮲ',
  q: 'ԛգզʠ',
  r: 'гᴦʀɾяꭱг',
  s: 'ѕꜱʂꮪֆ',
  t: 'тτᴛƭե',
  u: 'υսᴜцʋμմ',
  v: 'ѵνᴠꮩ',
  w: 'ѡԝωшщᴡɯաꮃ',
  x: 'хχж×',
  y: 'уүγʏყўч',
  z: 'зᴢʐꮓ',
  // Kanji and signs for the kana they are drawn like.
  か: '力',
  ろ: '口囗',
  に: '二',
  は: '八',
  え: '工',
  と: '卜',
  た: '夕',
  ち: '千',
  み: '三彡',
  お: '才',
  ほ: '木',
  な: 'ナ',
};

/** Digits and signs that stand for letters (leet). */
const LEET: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '8': 'b',
  '9': 'g',
  '@': 'a',
  $: 's',
  '!': 'i',
  '¡': 'i',
  '|': 'i',
  '€': 'e',
  '£': 'l',
  '¢': 'c',
  '+': 't',
};

/** Letters that one sign may stand for are one letter in the skeleton. */
const ALIKE: Readonly<Record<string, string>> = { l: 'i', v: 'u' };

const SKELETON = new Map<string, string>(Object.entries(LEET));
for (const [letter, looks] of Object.entries(LOOKALIKES))
  for (const look of looks) SKELETON.set(look, letter);
for (const [sign, letter] of SKELETON) SKELETON.set(sign, ALIKE[letter] ?? letter);
for (const [letter, same] of Object.entries(ALIKE)) SKELETON.set(letter, same);

/** Whether a folded letter is read as another one in the skeleton, other than by making letters alike. */
export function isDisguise(letter: string): boolean {
  return SKELETON.has(letter) && !Object.hasOwn(ALIKE, letter);
}

/** A squashed view in which look-alikes and leet are the letters they stand for. For comparison only, never for display. */
export function skeletonView(folded: View): SquashedView {
  const out = new ViewBuilder(folded.text.length);
  for (let index = 0; index < folded.text.length;) {
    const letter = String.fromCodePoint(folded.text.codePointAt(index) ?? 0);
    const end = index + letter.length;
    out.add(SKELETON.get(letter) ?? letter, folded.starts[index] ?? 0, folded.ends[end - 1] ?? 0);
    index = end;
  }
  return squashView(out.finish());
}
