import type { EntityManager } from 'typeorm';
import type { Language } from '../contract/review-api.js';

/** What a rule of a policy is for, in a language; undefined for a rule that every policy has. */
export interface RuleWords {
  (policyId: string | null, rule: string, language: Language): string | undefined;
  /** Whether the policy marks what the rule finds as hard to read. */
  isSevere: (policyId: string | null, rule: string) => boolean;
}

interface Row {
  policy_id: string;
  rule: string;
  says: Record<Language, string>;
  severe: boolean;
}

/** What the own rules of policies say that matched these rows. Each policy is read once, however many rows name it. */
export async function ruleWordsOf(
  manager: EntityManager,
  items: readonly { policy_id: string | null; matched: string[] | null; watched?: string[] | null }[],
): Promise<RuleWords> {
  const rows: Row[] = await manager.query(
    `select p.id as policy_id, rule ->> 'id' as rule, rule -> 'says' as says,
            coalesce((rule ->> 'severe')::boolean, false) as severe
       from policy p cross join lateral jsonb_array_elements(p.document -> 'rules') as rule
      where p.id = any($1) and rule ->> 'id' = any($2)`,
    [
      [...new Set(items.flatMap(({ policy_id }) => policy_id ?? []))],
      [...new Set(items.flatMap(({ matched, watched }) => [...(matched ?? []), ...(watched ?? [])]))],
    ],
  );
  const find = (policyId: string | null, name: string) =>
    rows.find(({ policy_id, rule }) => policy_id === policyId && rule === name);
  return Object.assign(
    (policyId: string | null, name: string, language: Language) => find(policyId, name)?.says[language],
    { isSevere: (policyId: string | null, name: string) => find(policyId, name)?.severe === true },
  );
}
