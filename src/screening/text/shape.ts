import type { Oddity, Shape } from '../../domain/signal.js';
import type { Range } from './view.js';

const LETTER = /\p{L}/u;
const MARK = /\p{M}/u;
const SPACE = /\s/u;
const PICTURE = /\p{Extended_Pictographic}/u;
const UPPER = /\p{Lu}/u;
const LOWER = /\p{Ll}/u;
const INVISIBLE = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/u;

/** Alphabets whose letters are taken for those of another one; Japanese writing goes with all. */
const ALPHABETS: readonly (readonly [string, RegExp])[] = [
  ['latin', /\p{Script=Latin}/u],
  ['cyrillic', /\p{Script=Cyrillic}/u],
  ['greek', /\p{Script=Greek}/u],
  ['armenian', /\p{Script=Armenian}/u],
  ['cherokee', /\p{Script=Cherokee}/u],
];

/** What a character is. */
interface CharacterKind {
  mark: boolean;
  invisible: boolean;
  space: boolean;
  picture: boolean;
  letter: boolean;
  upper: boolean;
  /** Has a capital or is one. */
  cased: boolean;
  /** One of ALPHABETS. */
  alphabet: string | undefined;
}

const kinds: (CharacterKind | undefined)[] = [];

/** Kinds of the first plane are kept; who sends all others fills no memory. */
const LAST_KEPT = 0xffff;

function kindOf(character: string, code: number): CharacterKind {
  const known = kinds[code];
  if (known !== undefined) return known;
  const upper = UPPER.test(character);
  const kind = {
    mark: MARK.test(character),
    invisible: INVISIBLE.test(character),
    space: SPACE.test(character),
    picture: code > 0xff && PICTURE.test(character),
    letter: LETTER.test(character),
    upper,
    cased: upper || LOWER.test(character),
    alphabet: ALPHABETS.find(([, letters]) => letters.test(character))?.[0],
  };
  if (code <= LAST_KEPT) kinds[code] = kind;
  return kind;
}

/** Greek letters that stand beside Latin ones in ordinary words (µm, Ωm, β-test). */
const UNITS = new Set('µμΩωαβγδπ'.split(''));

/** U+202A to U+202E and U+2066 to U+2069 change the order in which text is shown (UAX #9); the marks 200E, 200F do not. */
const isBidiControl = (code: number) =>
  (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);

/** From these on a part of a text is odd. Vietnamese has two marks on a letter, Hebrew and Arabic at times three. */
const STACKED_MARKS = 4;
const FLOOD_OF_PICTURES = 12;
const SHOUTED_LETTERS = 24;
const SHOUTED_SHARE = 0.8;
const REPEATED_LENGTH = 40;
const REPEATED_SHARE = 0.7;
const INVISIBLE_SHARE = 0.3;

/** An address of the web: its letters are nobody's voice. */
const ADDRESS = /(?:https?:\/\/|www\.)\S{1,2000}/giu;

/** Spans that are recorded at most. */
const MAX_SPANS = 20;

/** What a text looks like, whatever it says. Reads it once. */
export function shapeOf(text: string): Shape {
  const reader = new ShapeReader(text);
  reader.read();
  return reader.shape();
}

class ShapeReader {
  private characters = 0;
  private visible = 0;
  private upper = 0;
  private cased = 0;
  private pictures = 0;
  private invisible = 0;
  private stacked = 0;
  private marks = 0;
  private readonly spans: Range[] = [];
  private readonly oddities = new Set<Oddity>();
  private wordStart = -1;
  private wordAlphabets = new Set<string>();
  private readonly addresses: Range[];

  constructor(private readonly text: string) {
    this.addresses = [...text.matchAll(ADDRESS)].map(({ 0: { length }, index }) => ({
      start: index,
      end: index + length,
    }));
  }

  read(): void {
    for (let index = 0; index < this.text.length;) {
      const code = this.text.codePointAt(index) ?? 0;
      const character = String.fromCodePoint(code);
      this.character(character, code, index);
      index += character.length;
    }
    this.endWord(this.text.length);
  }

  shape(): Shape {
    const repeated = repeatedShare(this.text);
    const uppercase = this.cased === 0 ? 0 : this.upper / this.cased;
    const invisible = this.characters === 0 ? 0 : this.invisible / this.characters;
    if (this.visible === 0 || invisible > INVISIBLE_SHARE) this.oddities.add('invisible');
    if (this.stacked >= STACKED_MARKS) this.oddities.add('stacked-marks');
    if (this.pictures >= FLOOD_OF_PICTURES && this.pictures * 2 > this.visible) this.oddities.add('pictures');
    if (this.cased >= SHOUTED_LETTERS && uppercase >= SHOUTED_SHARE) this.oddities.add('shouting');
    if (this.characters >= REPEATED_LENGTH && repeated >= REPEATED_SHARE) this.oddities.add('repetition');
    return {
      characters: this.characters,
      uppercase: rounded(uppercase),
      pictures: this.pictures,
      marks: this.stacked,
      invisible: rounded(invisible),
      repeated: rounded(repeated),
      oddities: [...this.oddities].sort(),
      spans: this.spans.slice(0, MAX_SPANS),
    };
  }

  private character(character: string, code: number, index: number): void {
    const kind = kindOf(character, code);
    this.characters += 1;
    if (isBidiControl(code)) this.odd('bidi', index, index + character.length);
    if (kind.mark) {
      this.marks += 1;
      this.stacked = Math.max(this.stacked, this.marks);
      if (this.marks === STACKED_MARKS) this.span(index, index + character.length);
      return;
    }
    this.marks = 0;
    if (kind.invisible) {
      this.invisible += 1;
      return;
    }
    if (!kind.space) this.visible += 1;
    if (kind.picture) this.pictures += 1;
    if (kind.letter) this.letter(character, kind, index);
    else this.endWord(index);
  }

  private letter(character: string, { upper, cased, alphabet }: CharacterKind, index: number): void {
    if (!this.isInAddress(index)) {
      if (upper) this.upper += 1;
      if (cased) this.cased += 1;
    }
    if (alphabet === undefined) {
      this.endWord(index);
      return;
    }
    if (this.wordStart === -1) this.wordStart = index;
    if (!UNITS.has(character)) this.wordAlphabets.add(alphabet);
  }

  /** Asked from left to right: addresses that are behind are dropped. */
  private isInAddress(index: number): boolean {
    while (this.addresses[0] !== undefined && this.addresses[0].end <= index) this.addresses.shift();
    return this.addresses[0] !== undefined && this.addresses[0].start <= index;
  }

  private endWord(end: number): void {
    if (this.wordAlphabets.size > 1) this.odd('mixed-alphabets', this.wordStart, end);
    if (this.wordAlphabets.size > 0) this.wordAlphabets = new Set();
    this.wordStart = -1;
  }

  private odd(oddity: Oddity, start: number, end: number): void {
    this.oddities.add(oddity);
    this.span(start, end);
  }

  private span(start: number, end: number): void {
    if (this.spans.length < MAX_SPANS) this.spans.push({ start, end });
  }
}

/** Share of the text's runs of four characters that were there before, from 0 to 1; spaces are left out. */
function repeatedShare(text: string): number {
  const letters = text.replace(/\s+/gu, '');
  const seen = new Set<string>();
  const runs = letters.length - 3;
  for (let start = 0; start < runs; start++) seen.add(letters.slice(start, start + 4));
  return runs <= 0 ? 0 : 1 - seen.size / runs;
}

function rounded(share: number): number {
  return Math.round(share * 1_000) / 1_000;
}
