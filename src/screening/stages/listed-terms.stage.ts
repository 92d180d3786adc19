import { type ListedTerm, type TermList, termsOf } from '../../domain/policy/lists.js';
import type { ListHit } from '../../domain/signal.js';
import type { Stage } from '../pipeline/stage.js';
import { readingsOf } from '../text/read-fields.js';
import { TermIndex } from '../text/term-index.js';

/** Places that are recorded at most. */
const MAX_HITS = 50;

/** All lists of a policy as one index, and the list of each term. */
interface Lists {
  index: TermIndex;
  listOf: ReadonlyMap<ListedTerm, string>;
}

const made = new WeakMap<Readonly<Record<string, TermList>>, Lists>();

function indexOf(lists: Readonly<Record<string, TermList>>): Lists {
  const known = made.get(lists);
  if (known !== undefined) return known;
  const listOf = new Map(
    Object.entries(lists).flatMap(([name, list]) => termsOf(list).map((term) => [term, name] as const)),
  );
  const fresh = { index: new TermIndex([...listOf.keys()]), listOf };
  made.set(lists, fresh);
  return fresh;
}

/** Terms of the policy's lists, in every field, also in disguise. */
export const listedTermsStage: Stage = {
  name: 'listed-terms',
  gives: ['listed-terms'],
  run({ submission, policy }) {
    const { index, listOf } = indexOf(policy.lists);
    const hits: ListHit[] = [];
    if (!index.empty) {
      for (const { field, views } of readingsOf(submission)) {
        for (const { term, seenAs, range } of index.find(views, MAX_HITS)) {
          const hit: ListHit = {
            list: listOf.get(term) ?? '',
            term: term.text,
            seenAs,
            span: { field, ...range },
          };
          if (hits.length < MAX_HITS && !hits.some((other) => isSame(other, hit))) hits.push(hit);
        }
      }
    }
    return [{ kind: 'listed-terms', score: hits.length > 0 ? 1 : 0, evidence: { hits } }];
  },
};

/** The same term at the same place, however it was read. */
function isSame(one: ListHit, other: ListHit): boolean {
  return (
    one.list === other.list &&
    one.term === other.term &&
    one.span.field === other.span.field &&
    one.span.start < other.span.end &&
    other.span.start < one.span.end
  );
}
