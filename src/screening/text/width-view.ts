import { INVISIBLE } from './fold-view.js';
import { type View, ViewBuilder } from './view.js';

/** Everything below is its own compatibility form, and visible. */
const FIRST_OTHER = 0xa0;

/**
 * Text in its plain width and style, without invisible characters: full-width digits are digits, half-width kana full ones.
 * Letter case, kana and accents stay as they are, for patterns may ask for them.
 */
export function widthView(view: View): View {
  const { text, starts, ends } = view;
  const out = new ViewBuilder(text.length);
  for (let index = 0; index < text.length;) {
    const code = text.codePointAt(index) ?? 0;
    const next = index + (code > 0xffff ? 2 : 1);
    const raw = { start: starts[index] ?? 0, end: ends[next - 1] ?? 0 };
    out.add(plain(String.fromCodePoint(code), code), raw.start, raw.end);
    index = next;
  }
  return out.finish();
}

function plain(character: string, code: number): string {
  if (code > 0 && code < FIRST_OTHER) return character;
  return INVISIBLE.test(character) ? '' : character.normalize('NFKC');
}
