import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, useCallback, useContext, useDeferredValue, useMemo } from 'react';
import type {
  PolicyDraftDetail,
  PolicyDraftView,
  PolicyVersionDetail,
} from '../../../src/contract/policy-api.js';
import { checkDocument, fetchDraft, fetchDrafts, fetchVersion } from '../api/policy.js';
import { useSpeech } from '../say.js';
import { roleIncludes } from '../shell/pages.js';
import { useShell } from '../shell/use-shell.js';
import { changesBetween } from './diff.js';
import type { PolicyDocument } from './document.js';
import { problemAt } from './problems.js';
import { useEdits, type Edit } from './use-edits.js';

const CHECK_MS = 350;
const LOOK_MS = 20_000;

/** Everything below this key is asked anew when something came into force or was saved. */
export const policyKey = (site: string, ...more: unknown[]) => ['policy', site, ...more];

/** A draft newer than what is in force is what people go on with; one that is older was left behind. */
function openDraft(
  drafts: readonly PolicyDraftView[],
  inForce: PolicyVersionDetail,
): PolicyDraftView | undefined {
  const [newest] = drafts;
  if (newest === undefined || newest.publishedAs !== null || newest.hash === inForce.hash) return undefined;
  return newest.createdAt > inForce.createdAt ? newest : undefined;
}

function useStored(site: string) {
  const { locale } = useSpeech();
  const version = useQuery({
    queryKey: policyKey(site, 'current', locale),
    queryFn: ({ signal }) => fetchVersion(site, 'current', signal),
    refetchInterval: LOOK_MS,
  });
  const drafts = useQuery({
    queryKey: policyKey(site, 'drafts'),
    queryFn: ({ signal }) => fetchDrafts(site, signal),
    refetchInterval: LOOK_MS,
  });
  const open =
    version.data === undefined || drafts.data === undefined
      ? undefined
      : openDraft(drafts.data.drafts, version.data);
  const number = open?.number ?? 0;
  const draft = useQuery({
    queryKey: policyKey(site, 'draft', number, locale),
    queryFn: ({ signal }) => fetchDraft(site, number, signal),
    enabled: number > 0,
    staleTime: Infinity,
  });
  const ready =
    version.data !== undefined && drafts.data !== undefined && (number === 0 || draft.data !== undefined);
  return {
    inForce: version.data,
    drafts: drafts.data?.drafts ?? [],
    draft: number === 0 ? null : (draft.data ?? null),
    ready,
    error: version.error ?? drafts.error ?? draft.error,
  };
}

/** What is wrong with a document, asked while it changes; the last answer stays until the next one is there. */
function useCheck(site: string, document: PolicyDocument) {
  const { locale } = useSpeech();
  const [settled] = useDebouncedValue(document, CHECK_MS);
  const id = useMemo(() => ({ settled, revision: revisionOf(settled) }), [settled]);
  const query = useQuery({
    queryKey: ['policy-check', site, locale, id.revision],
    queryFn: ({ signal }) => checkDocument(site, id.settled, signal),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: LOOK_MS,
  });
  const isFresh = settled === document && !query.isPlaceholderData && query.data !== undefined;
  return { check: query.data, isFresh };
}

const revisions = new WeakMap<object, number>();
let revision = 0;

function revisionOf(document: object): number {
  const known = revisions.get(document);
  if (known !== undefined) return known;
  revision += 1;
  revisions.set(document, revision);
  return revision;
}

/** What is stored of a site's policy; `ready` says that all of it is there. */
export type StoredPolicy = ReturnType<typeof useStored>;

/** What is stored of a site's policy, looked at again every 20 seconds. */
export const useStoredPolicy = useStored;

/** Everything the pages of a policy share: what is in force, the draft, one's own edits, and what is wrong with them. */
export function usePolicyState(
  site: string,
  stored: { inForce: PolicyVersionDetail; draft: PolicyDraftDetail | null; drafts: PolicyDraftView[] },
) {
  const { session } = useShell();
  const client = useQueryClient();
  const { inForce, draft, drafts } = stored;
  const { edits, steps, act, undo, drop, markSeen } = useEdits(site, session.moderator.id);
  const newest = drafts[0]?.number ?? 0;
  const saved = (draft ?? inForce).document as PolicyDocument;
  const document = edits?.document ?? saved;
  const { check, isFresh } = useCheck(site, document);
  const inForceDocument = inForce.document as PolicyDocument;
  const calm = useDeferredValue(document);
  const changes = useMemo(() => changesBetween(inForceDocument, calm), [inForceDocument, calm]);
  const canEdit = roleIncludes(session.moderator.role, 'lead');
  const edit = useCallback(
    (change: Edit, mark = '') => {
      if (canEdit) act({ kind: 'edit', from: saved, newest, change, mark });
    },
    [act, saved, newest, canEdit],
  );
  const refresh = useCallback(() => client.invalidateQueries({ queryKey: policyKey(site) }), [client, site]);
  return {
    site,
    me: session.moderator,
    canEdit,
    inForce,
    draft,
    drafts,
    /** What the pages show and edit: one's own edits, else the draft, else what is in force. */
    document,
    edits,
    steps,
    newest,
    changes,
    check,
    /** The check is of what is on screen. */
    isFresh,
    problem: (path: string) => problemAt(check?.problems ?? [], path),
    /** Changes the document; going on with the same `mark` is one step of undo. */
    edit,
    undo,
    drop,
    markSeen,
    refresh,
  };
}

/** Everything the pages of a policy share. */
export type PolicyDesk = ReturnType<typeof usePolicyState>;

const DeskContext = createContext<PolicyDesk | null>(null);

/** Gives the policy to everything below it. */
export const PolicyProvider = DeskContext;

/** The policy that this component is part of. */
export function usePolicy(): PolicyDesk {
  const desk = useContext(DeskContext);
  if (desk === null) throw new Error('usePolicy is used outside PolicyProvider');
  return desk;
}
