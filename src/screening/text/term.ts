import type { ListedTerm } from '../../domain/policy/lists.js';

/** Writings of 死 that Japanese boards use for it; of two letters or more together with what follows it. */
const DEATH = ['タヒ', '歹匕'];

/** Sounds like 死ね, read off a number or another kanji; only where no kanji, katakana or digit stands before. */
const SOUNDS_LIKE_DEATH = ['氏', '市', '4'];

/** Parts that kanji are taken apart into. */
const TAKEN_APART: Readonly<Record<string, string>> = { 殺: '木又', 好: '女子', 粉: '米分', 糞: '米異' };

/** A way to write a term. */
export interface Writing {
  text: string;
  /** It means the term only where no kanji, katakana or digit stands before. */
  alone: boolean;
}

/** A term's own text, its aliases, and the writings that are common for kanji it has. */
export function writingsOf({ text, aliases, mode }: ListedTerm): Writing[] {
  const plain = [text, ...aliases];
  if (mode !== 'fuzzy') return plain.map((writing) => ({ text: writing, alone: false }));
  const apart = plain.flatMap((writing) =>
    Object.entries(TAKEN_APART).flatMap(([kanji, parts]) =>
      writing.includes(kanji) && writing.length > 1 ? [writing.replaceAll(kanji, parts)] : [],
    ),
  );
  const death = plain.filter((writing) => writing.includes('死') && writing.length > 1);
  return [
    ...[
      ...plain,
      ...apart,
      ...death.flatMap((writing) => DEATH.map((other) => writing.replace('死', other))),
    ].map((writing) => ({ text: writing, alone: false })),
    ...death
      .filter((writing) => writing.startsWith('死'))
      .flatMap((writing) =>
        SOUNDS_LIKE_DEATH.map((other) => ({ text: writing.replace('死', other), alone: true })),
      ),
  ];
}
