import type { EntityManager } from 'typeorm';
import type { Language } from '../contract/review-api.js';
import { LAST_VERDICT } from './review-row.js';
import { ruleWordsOf } from './rule-words.query.js';
import { severeOf, type SevereRow } from './severe.js';

/** What makes a text hard to read, by the id of its submission; null for one that is not. */
export type SevereById = (id: string) => { says: string } | null;

/** Which of these submissions are hard to read, and why, in the reader's language. */
export async function severeById(
  manager: EntityManager,
  ids: readonly string[],
  language: Language,
): Promise<SevereById> {
  const rows: (SevereRow & { id: string })[] = await manager.query(
    `select item.id, v.matched, v.watched, v.signals, v.policy_id from unnest($1::uuid[]) as item(id) ${LAST_VERDICT}`,
    [[...new Set(ids)]],
  );
  const wordsOf = await ruleWordsOf(manager, rows);
  const known = new Map(rows.map((row) => [row.id, severeOf(row, language, wordsOf)]));
  return (id) => known.get(id) ?? null;
}
