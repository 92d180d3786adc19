import type { Term, TermMode } from './document.js';

/** A term with everything that was left out; no mode is that of its list. */
export interface WholeTerm {
  term: string;
  mode?: TermMode | undefined;
  except: string[];
  aliases: string[];
}

/** A term written out. */
export function wholeTerm(term: Term): WholeTerm {
  return typeof term === 'string'
    ? { term, except: [], aliases: [] }
    : { term: term.term, mode: term.mode, except: term.except ?? [], aliases: term.aliases ?? [] };
}

/** A term as short as it can be written. */
export function packedTerm({ term, mode, except, aliases }: WholeTerm): Term {
  if (mode === undefined && except.length === 0 && aliases.length === 0) return term;
  return { term, ...(mode === undefined ? {} : { mode }), except, aliases };
}

/** A term by its text. */
export const textOf = (term: Term): string => (typeof term === 'string' ? term : term.term);

/** Lines of a text that are not empty, each once. */
export function linesOf(text: string): string[] {
  const lines = text.split('\n').map((line) => line.trim());
  return [...new Set(lines.filter((line) => line !== ''))];
}

/** Lines to add to a list, and how many of them are there already. */
export function newTerms(terms: readonly Term[], pasted: string): { added: string[]; known: number } {
  const known = new Set(terms.map(textOf));
  const lines = linesOf(pasted);
  const added = lines.filter((line) => !known.has(line));
  return { added, known: lines.length - added.length };
}

/** Places of the terms that hold a text anywhere, whatever width and case; all when it is empty. */
export function foundTerms(terms: readonly Term[], sought: string): number[] {
  const plain = (text: string) => text.normalize('NFKC').toLowerCase();
  const wanted = plain(sought.trim());
  const places = terms.map((_term, index) => index);
  if (wanted === '') return places;
  return places.filter((index) => {
    const { term, aliases, except } = wholeTerm(terms[index] ?? '');
    return [term, ...aliases, ...except].some((text) => plain(text).includes(wanted));
  });
}
