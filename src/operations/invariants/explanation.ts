import { isDeepStrictEqual } from 'node:util';
import type { EntityManager } from 'typeorm';
import { ENGINE } from '../../config/engine.js';
import { type Decided, decide } from '../../domain/decide.js';
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
  submission_id: string;
  received_on: string;
  score: number | null;
  symbols: unknown;
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
         select v.id, v.policy_id, v.outcome, v.rule, v.matched, v.signals, v.score, v.symbols, v.submission_id,
                to_char(s.received_at at time zone 'UTC', 'YYYY-MM-DD') as received_on
           from verdict v join submission s on s.id = v.submission_id
          where v.engine = $1 ${recentSeconds === undefined ? '' : 'and v.created_at > now() - make_interval(secs => $2)'}`,
      recentSeconds === undefined ? [ENGINE] : [ENGINE, recentSeconds],
    );
    for (;;) {
      const rows: Row[] = await manager.query(`fetch ${PAGE} from verdict_to_explain`);
      await addPolicies(manager, policies, rows);
      for (const row of rows) {
        const expected = explain(row, policies.get(row.policy_id));
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

type Explained = Omit<Decided, 'outcome'> & { outcome: string };

/** A submission that could not be screened is held whatever its policy says, even where that cannot be read. */
function explain(
  { signals, submission_id: id, received_on: receivedOn }: Row,
  policy: Policy | undefined,
): Explained | undefined {
  const [only, ...others] = signals;
  if (others.length === 0 && (only?.kind === 'screening-failed' || only?.kind === 'screening-overdue'))
    return { outcome: 'hold', rule: only.kind, matched: [only.kind], score: 0, symbols: [] };
  return policy === undefined ? undefined : decide(policy, signals, { id, receivedOn });
}

function isSame(row: Row, expected: Explained | undefined): boolean {
  return (
    expected !== undefined &&
    row.outcome === expected.outcome &&
    row.rule === expected.rule &&
    row.matched.length === expected.matched.length &&
    row.matched.every((name, index) => name === expected.matched[index]) &&
    row.score === expected.score &&
    isDeepStrictEqual(row.symbols, JSON.parse(JSON.stringify(expected.symbols)))
  );
}
