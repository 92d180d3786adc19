import { useCallback, useEffect, useReducer, useRef } from 'react';
import type { PolicyDocument } from './document.js';
import { keepEdits, readEdits, type KeptEdits } from './kept-edits.js';

/** Steps that can be taken back. */
const MOST_STEPS = 200;

const KEEP_MS = 400;

interface EditState {
  edits: KeptEdits | null;
  /** Earlier states, the last one first. */
  past: (KeptEdits | null)[];
  /** What the last edit was of: going on with the same is one step. */
  mark: string;
}

/** A change of a document; the same document is no change. */
export type Edit = (document: PolicyDocument) => PolicyDocument;

type EditAct =
  | { kind: 'edit'; from: PolicyDocument; newest: number; change: Edit; mark: string }
  | { kind: 'undo' }
  | { kind: 'seen'; newest: number }
  | { kind: 'drop' };

function reduce(state: EditState, act: EditAct): EditState {
  const { edits, past } = state;
  switch (act.kind) {
    case 'edit': {
      const before = edits?.document ?? act.from;
      const document = act.change(before);
      if (document === before) return state;
      const after = edits?.after ?? act.newest;
      const goesOn = act.mark !== '' && act.mark === state.mark;
      const steps = goesOn ? past : [edits, ...past].slice(0, MOST_STEPS);
      return { edits: { document, after }, past: steps, mark: act.mark };
    }
    case 'undo':
      return past.length === 0 ? state : { edits: past[0] ?? null, past: past.slice(1), mark: '' };
    case 'seen':
      return edits === null ? state : { ...state, edits: { ...edits, after: act.newest } };
    case 'drop':
      return { edits: null, past: [], mark: '' };
  }
}

/**
 * Edits of a policy that are not saved yet: kept in this browser at once, and taken back step by step. Where the browser
 * cannot keep them, it asks before the page is left.
 */
export function useEdits(site: string, person: string) {
  const [state, act] = useReducer(
    reduce,
    null,
    () => ({ edits: readEdits(site, person), past: [], mark: '' }) satisfies EditState,
  );
  const { edits } = state;
  const latest = useRef(edits);
  latest.current = edits;
  useEffect(() => {
    const timer = window.setTimeout(() => keepEdits(site, person, edits), KEEP_MS);
    return () => window.clearTimeout(timer);
  }, [site, person, edits]);
  useEffect(() => {
    const flush = () => keepEdits(site, person, latest.current);
    const askFirst = (event: BeforeUnloadEvent) => {
      if (!flush() && latest.current !== null) event.preventDefault();
    };
    window.addEventListener('pagehide', flush);
    window.addEventListener('beforeunload', askFirst);
    return () => {
      window.removeEventListener('pagehide', flush);
      window.removeEventListener('beforeunload', askFirst);
      flush();
    };
  }, [site, person]);
  const undo = useCallback(() => act({ kind: 'undo' }), []);
  const drop = useCallback(() => act({ kind: 'drop' }), []);
  const markSeen = useCallback((newest: number) => act({ kind: 'seen', newest }), []);
  return { edits, steps: state.past.length, act, undo, drop, markSeen };
}
