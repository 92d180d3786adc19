import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Instrumenter } from '@stryker-mutator/instrumenter';

/** @typedef {{ file: string, find: string, replace: string, at: number }} Mutant what stands at an offset, and another text. */

const quiet = new Proxy(
  {},
  { get: (_target, name) => (String(name).startsWith('is') ? () => false : () => undefined) },
);

/**
 * Every mutant that Stryker's mutators make of these files: conditions, comparisons, texts, regular expressions, blocks.
 * @param {string} root @param {string[]} files
 * @returns {Promise<Mutant[]>}
 */
export async function strykerMutants(root, files) {
  const instrumenter = new Instrumenter(quiet);
  const mutants = [];
  for (const file of files) {
    const content = readFileSync(join(root, file), 'utf8');
    const found = await instrumenter.instrument([{ name: file, mutate: true, content }], {
      plugins: null,
      excludedMutations: [],
      ignorers: [],
    });
    for (const { location, replacement, status } of found.mutants) {
      if (status === 'Ignored') continue;
      const [at, end] = [offsetOf(content, location.start), offsetOf(content, location.end)];
      // A failpoint does nothing in the product, whatever its name.
      if (content.slice(0, at).endsWith('failpoint(')) continue;
      mutants.push({ file, find: content.slice(at, end), replace: replacement, at });
    }
  }
  return mutants;
}

/**
 * The mutants of a list of ours, each a text that stands once in its file and another in its place.
 * @throws Error naming the first that does not stand exactly once.
 */
export function listedMutants(root, list) {
  return list.map(({ file, find, replace }) => {
    const parts = readFileSync(join(root, file), 'utf8').split(find);
    if (parts.length !== 2)
      throw new Error(`stands ${parts.length - 1} times, not once, in ${file}: ${find}`);
    return { file, find, replace, at: parts[0].length };
  });
}

/** A mutant in one line. */
export function labelOf({ file, find, replace }) {
  const line = (text) => text.replace(/\s+/g, ' ').trim();
  return `${file}: ${line(find)} → ${line(replace) || '(nothing)'}`;
}

function offsetOf(content, { line, column }) {
  let at = 0;
  for (let left = line; left > 0; left--) at = content.indexOf('\n', at) + 1;
  return at + column;
}
