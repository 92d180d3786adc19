import { z } from 'zod';

/**
 * How a listed term is looked for. `exact`: the word itself, whatever its width, case and kind of kana; `inside`: also in
 * longer words; `folded`: also with other characters between its letters; `fuzzy`: also with look-alikes, leet and blanks.
 */
export const TERM_MODES = ['exact', 'inside', 'folded', 'fuzzy'] as const;

/** How a listed term is looked for. */
export type TermMode = (typeof TERM_MODES)[number];

const text = z.string().trim().min(1).max(200);

const termSchema = z.union([
  text,
  z.strictObject({
    term: text,
    mode: z.enum(TERM_MODES).optional(),
    /** Words that contain it and mean something else. */
    except: z.array(text).max(200).default([]),
    /** Other ways to write it. */
    aliases: z.array(text).max(200).default([]),
  }),
]);

/** A list of terms. */
export const listSchema = z.strictObject({
  /** What the list is for, as an editor reads it. */
  says: z.strictObject({ en: z.string().max(300), ja: z.string().max(300) }).optional(),
  language: z.enum(['en', 'ja']).optional(),
  /** Of terms that do not say another. */
  mode: z.enum(TERM_MODES).default('fuzzy'),
  terms: z.array(termSchema).max(50_000).default([]),
});

/** A list of terms. */
export type TermList = z.infer<typeof listSchema>;

/** A term of a list, written out. */
export interface ListedTerm {
  /** As listed; `*` at an end stands for any letters there. */
  text: string;
  mode: TermMode;
  except: readonly string[];
  aliases: readonly string[];
}

/** Terms of a list with everything that was left out. */
export function termsOf({ mode, terms }: TermList): ListedTerm[] {
  return terms.map((term) =>
    typeof term === 'string'
      ? { text: term, mode, except: [], aliases: [] }
      : { text: term.term, mode: term.mode ?? mode, except: term.except, aliases: term.aliases },
  );
}
