import type { Language } from '../contract/review-api.js';
import { hardLabelsOf } from '../domain/hard-to-read.js';
import type { Signal } from '../domain/signal.js';
import { labelOf } from '../messages/providers.messages.js';
import type { RuleWords } from './rule-words.query.js';

/** What is stored of a verdict, as far as it tells whether a text is hard to read. */
export interface SevereRow {
  matched: string[] | null;
  watched: string[] | null;
  signals: Signal[] | null;
  policy_id: string | null;
}

/** Whether a text is hard to read, by what services said of it or a rule that its policy marks so, and why in one line. */
export function severeOf(
  { matched, watched, signals, policy_id: policyId }: SevereRow,
  language: Language,
  wordsOf: RuleWords,
): { says: string } | null {
  const labels = hardLabelsOf(signals ?? []).map((label) => labelOf(language, label));
  const rules = [...new Set([...(matched ?? []), ...(watched ?? [])])]
    .filter((rule) => wordsOf.isSevere(policyId, rule))
    .map((rule) => wordsOf(policyId, rule, language) ?? rule);
  const says = [...labels, ...rules].join(language === 'ja' ? '、' : '; ');
  return says === '' ? null : { says };
}
