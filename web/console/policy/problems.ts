import type { PolicyProblemView } from '../../../src/contract/policy-api.js';

/** What is wrong at a path or below it, as one text for the field; undefined when nothing is. */
export function problemAt(problems: readonly PolicyProblemView[], path: string): string | undefined {
  const found = problems.find((problem) => isWithin(problem.path, path));
  return found === undefined ? undefined : `${found.fault} ${found.hint}`;
}

/** How many faults are at a path or below it. */
export function countAt(problems: readonly PolicyProblemView[], path: string): number {
  return problems.filter((problem) => isWithin(problem.path, path)).length;
}

function isWithin(problem: string, path: string): boolean {
  return problem === path || problem.startsWith(`${path}.`) || problem.startsWith(`${path}[`);
}

/** A part of the policy's pages, and what of it is open there. */
export interface Spot {
  page: 'rules' | 'lists' | 'settings';
  open: string;
}

/** Where a fault can be mended: the page, and the rule or list to open there. */
export function spotOf(path: string): Spot {
  const rule = /^rules\[(\d+)\]/.exec(path)?.[1];
  if (rule !== undefined) return { page: 'rules', open: rule };
  const list = /^lists\.([^.[]+)/.exec(path)?.[1];
  if (list !== undefined) return { page: 'lists', open: list };
  return {
    page: path.startsWith('rules') ? 'rules' : path.startsWith('lists') ? 'lists' : 'settings',
    open: '',
  };
}
