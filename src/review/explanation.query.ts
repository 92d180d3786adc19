import type { EntityManager } from 'typeorm';
import type { Explanation, Language } from '../contract/review-api.js';
import { decide, withoutEach } from '../domain/decide.js';
import type { Symbol } from '../domain/policy/apply-rules.js';
import { type Policy, policySchema } from '../domain/policy.js';
import type { Signal } from '../domain/signal.js';
import type { Outcome } from '../domain/verdict.entity.js';
import { ruleAloud } from '../messages/rule-aloud.messages.js';
import { ruleSentence } from '../messages/signals.messages.js';

interface Row {
  outcome: Outcome;
  rule: string;
  score: number;
  symbols: Symbol[];
  signals: Signal[];
  engine: string;
  document: unknown;
  received_on: string;
}

/**
 * How the machine came to its last verdict on a submission, from what was stored with it; null without a verdict. What would
 * have been without a rule is worked out again, and left out where this version of the engine no longer comes to the verdict.
 */
export async function explanationOf(
  manager: EntityManager,
  id: string,
  language: Language,
): Promise<Explanation | null> {
  const [row]: Row[] = await manager.query(
    `select v.outcome, v.rule, v.score, v.symbols, v.signals, v.engine, p.document,
            to_char(s.received_at at time zone 'UTC', 'YYYY-MM-DD') as received_on
       from verdict v join policy p on p.id = v.policy_id join submission s on s.id = v.submission_id
      where v.submission_id = $1 order by v.created_at desc limit 1`,
    [id],
  );
  if (row === undefined) return null;
  const policy = policySchema.safeParse(row.document).data;
  const rules = new Map(policy?.rules.map((rule) => [rule.id, rule]));
  const says = (name: string) => rules.get(name)?.says[language] ?? ruleSentence(language, name);
  const { outcome, score, engine } = row;
  return {
    ...{ outcome, score, engine },
    thresholds: policy?.thresholds ?? null,
    rules: row.symbols.map(({ rule, mode, action, weight, group }) => {
      const known = rules.get(rule);
      return {
        ...{ rule, mode, action, points: weight, group },
        says: says(rule),
        aloud: known === undefined ? null : ruleAloud(language, known),
      };
    }),
    without:
      policy === undefined ? [] : withoutOf(policy, row, id).map((one) => ({ ...one, says: says(one.rule) })),
  };
}

function withoutOf(policy: Policy, { outcome, rule, signals, received_on: receivedOn }: Row, id: string) {
  const subject = { id, receivedOn };
  const again = decide(policy, signals, subject);
  return again.outcome === outcome && again.rule === rule ? withoutEach(policy, signals, subject) : [];
}
