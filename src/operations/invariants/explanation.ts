import type { EntityManager } from 'typeorm';
import { ENGINE } from '../../config/engine.js';
import { decide } from '../../domain/decide.js';
import { type Policy, policySchema } from '../../domain/policy.js';
import type { Signal } from '../../domain/signal.js';
import { type Invariant, MOST_EXAMPLES, type Violation } from './invariant.js';

/** Verdicts of one read. */
const PAGE = 2_000;

interface Row {
  id: string;
  policy_id: string;
  outcome: string;
  rule: string;
  matched: string[];
  signals: Signal[];
}

/**
 * What a verdict says can be worked out again from what it stored: its signals under its policy give its outcome, its
 * rule and the rules that matched. Of verdicts by this version of the software; another may have had other rules.
 */
export const verdictsExplainThemselves: Invariant<'verdicts-explain-themselves'> = {
  key: 'verdicts-explain-themselves',
  proves: ['I-7', 'I-8'],
  async find(manager, { recentSeconds }) {
    const policies = new Map<string, Policy | undefined>();
    const examples: Violation[] = [];
    let total = 0;
    await manager.query(
      `declare verdict_to_explain no scroll cursor for
         select id, policy_id, outcome, rule, matched, signals from verdict
          where engine = $1 ${recentSeconds === undefined ? '' : 'and created_at > now() - make_interval(secs => $2)'}`,
      recentSeconds === undefined ? [ENGINE] : [ENGINE, recentSeconds],
    );
    for (;;) {
      const rows: Row[] = await manager.query(`fetch ${PAGE} from verdict_to_explain`);
      await addPolicies(manager, policies, rows);
      for (const row of rows) {
        const expected = explain(row.signals, policies.get(row.policy_id));
        if (isSame(row, expected)) continue;
        total += 1;
        const { outcome, rule, matched } = row;
        const facts = { stored: { outcome, rule, matched }, expected: expected ?? 'policy cannot be read' };
        if (examples.length < MOST_EXAMPLES) examples.push({ subject: `verdict ${row.id}`, facts });
      }
      if (rows.length < PAGE) break;
    }
    await manager.query('close verdict_to_explain');
    return { total, examples };
  },
};

async function addPolicies(
  manager: EntityManager,
  known: Map<string, Policy | undefined>,
  rows: readonly Row[],
): Promise<void> {
  const unknown = new Set(rows.map(({ policy_id }) => policy_id).filter((id) => !known.has(id)));
  if (unknown.size === 0) return;
  const found: { id: string; document: unknown }[] = await manager.query(
    'select id, document from policy where id = any($1::uuid[])',
    [[...unknown]],
  );
  for (const id of unknown) known.set(id, undefined);
  for (const { id, document } of found) known.set(id, policySchema.safeParse(document).data);
}

/** A submission that could not be screened is held whatever its policy says, even where that cannot be read. */
function explain(signals: readonly Signal[], policy: Policy | undefined) {
  const [only, ...others] = signals;
  if (others.length === 0 && (only?.kind === 'screening-failed' || only?.kind === 'screening-overdue'))
    return { outcome: 'hold', rule: only.kind, matched: [only.kind] };
  return policy === undefined ? undefined : decide(policy, signals);
}

function isSame(row: Row, expected: ReturnType<typeof explain>): boolean {
  return (
    expected !== undefined &&
    row.outcome === expected.outcome &&
    row.rule === expected.rule &&
    row.matched.length === expected.matched.length &&
    row.matched.every((name, index) => name === expected.matched[index])
  );
}
