/**
 * Mutants that no test can tell from the original, or that are not worth a test, each with its reason. `label` is the
 * line that the run prints; `times` how often it stands, where not once.
 * @type {{ label: string, times?: number, reason: string }[]}
 */
export const SURVIVORS = [];
