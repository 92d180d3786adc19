import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { PolicyDraftDetail, PolicyVersionDetail } from '../../../src/contract/policy-api.js';
import { fetchDraft, fetchVersion } from '../api/policy.js';
import { problemText } from '../parts/problem-text.js';
import { useSay, useSpeech } from '../say.js';
import { ChangeList } from './change-list.js';
import { changesBetween, type Change } from './diff.js';
import type { PolicyDocument } from './document.js';
import classes from './policy.module.css';
import { policyKey, usePolicy } from './use-policy-desk.js';

/** A stored draft or version, and in what it differs from what is in force. */
export interface Differences {
  stored: PolicyDraftDetail | PolicyVersionDetail | undefined;
  /** Undefined until it was read. */
  changes: Change[] | undefined;
  error: Error | null;
}

/** Reads a draft or version to say what putting it in force would change. */
export function useDifferences(kind: 'draft' | 'version', number: number): Differences {
  const { locale } = useSpeech();
  const { site, inForce } = usePolicy();
  const { data: stored, error } = useQuery<PolicyDraftDetail | PolicyVersionDetail>({
    queryKey: policyKey(site, kind, number, locale),
    queryFn: ({ signal }) =>
      kind === 'draft' ? fetchDraft(site, number, signal) : fetchVersion(site, number, signal),
    staleTime: Infinity,
  });
  const changes = useMemo(
    () => stored && changesBetween(inForce.document as PolicyDocument, stored.document as PolicyDocument),
    [inForce.document, stored],
  );
  return { stored, changes, error };
}

/** What putting it in force would change, to be read before it is done. */
export function DifferencesView({ differences: { changes, error } }: { differences: Differences }) {
  const say = useSay();
  if (changes === undefined)
    return <p className={classes.quiet}>{error === null ? say('shell.loading') : problemText(error, say)}</p>;
  return changes.length === 0 ? <p>{say('policy.changes.none')}</p> : <ChangeList changes={changes} />;
}
