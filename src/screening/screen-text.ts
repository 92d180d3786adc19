import { type Decided, decide, type Without, withoutEach } from '../domain/decide.js';
import type { Policy } from '../domain/policy.js';
import { type Signal, type Span, spansOfSignal } from '../domain/signal.js';
import { NO_HISTORY } from './history.query.js';
import { NO_DUPLICATES } from './near-duplicates.js';
import { runPipeline } from './pipeline/run-pipeline.js';
import type { ScreenedText as SentText, ScreeningContext } from './pipeline/stage.js';
import { STAGES } from './stages/index.js';

/** A text that was screened without being stored. */
export interface ScreenedText {
  decided: Decided;
  /** What would have been without each rule, where that is another outcome. */
  without: Without[];
  /** What the stages saw, those that saw nothing left out. */
  signals: Signal[];
  /** Places in the text that signals point at, in UTF-16 code units, in order, each once. */
  spans: Span[];
}

const STAGE_MS = 60_000;

/** Approved comments that make an author known to every policy that asks for fewer. */
const KNOWN = 5;

/** The context of a text by a known author on an open thread, without history and neighbours. */
export function knownAuthorContext(submission: SentText, policy: Policy): ScreeningContext {
  return {
    submission,
    policy,
    thread: { closed: false, hidden: false },
    pageLanguage: null,
    approvedBefore: Math.max(policy.first_held, KNOWN),
    rejectedBefore: 0,
    sameText: 0,
    nearDuplicates: NO_DUPLICATES,
    sameNetwork: 0,
    linkedDomains: [],
    ...NO_HISTORY,
  };
}

/** Who sent the text, and the language of its page; without it the text fits the page. */
export interface Sender {
  isNew?: boolean;
  pageLanguage?: 'en' | 'ja' | undefined;
}

/**
 * Screens a text as a comment on an open thread, of a known author unless told otherwise: what history and neighbours
 * would add is left out.
 * @param id chooses the samples of rules that look at a share of submissions only.
 */
export async function screenText(
  text: string,
  policy: Policy,
  id: string,
  { isNew = false, pageLanguage }: Sender = {},
): Promise<ScreenedText> {
  const sent = { body: text, authorName: '', authorEmail: '', authorUrl: '', userAgent: '', address: null };
  const known = { ...knownAuthorContext(sent, policy), pageLanguage: pageLanguage ?? null };
  const context = isNew ? { ...known, approvedBefore: 0 } : known;
  const seen = (await runPipeline(STAGES, context, STAGE_MS)).map(withOrdinaryAddress);
  const all = pageLanguage === undefined ? seen.map(fittingThePage) : seen;
  const receivedOn = new Date().toISOString().slice(0, 10);
  const subject = { id, receivedOn };
  const signals = all.filter(({ kind, score }) => score > 0 && (isNew || kind !== 'author-history'));
  return {
    decided: decide(policy, all, subject),
    without: withoutEach(policy, all, subject),
    signals,
    spans: spansOf(signals),
  };
}

function fittingThePage(signal: Signal): Signal {
  if (signal.kind !== 'language') return signal;
  return { ...signal, score: 0, evidence: { ...signal.evidence, fits: true } };
}

/** Nobody wrote an address; none that is odd shall be thought of. */
function withOrdinaryAddress(signal: Signal): Signal {
  if (signal.kind !== 'mail-address') return signal;
  return {
    ...signal,
    score: 0,
    evidence: { missing: false, disposable: false, tagged: false, alias: false },
  };
}

function spansOf(signals: readonly Signal[]): Span[] {
  const spans = signals.flatMap(spansOfSignal);
  const keys = new Set<string>();
  return spans
    .filter(({ field, start, end }) => {
      const key = `${field} ${start} ${end}`;
      const isNew = !keys.has(key);
      keys.add(key);
      return isNew;
    })
    .sort((one, other) => one.start - other.start || one.end - other.end);
}
