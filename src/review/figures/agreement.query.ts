import type { EntityManager } from 'typeorm';
import type { AgreementFigures, AgreementPart, AgreementView } from '../../contract/desk-api.js';
import { REJECT_REASONS } from '../../domain/decision.entity.js';
import type { SampleKind } from '../../domain/sample.entity.js';
import { cohensKappa, type Square } from '../../domain/kappa.js';
import { wilson } from '../../domain/wilson.js';
import type { FiguresRange } from './figures.schema.js';

/** Pairs below which kappa says nothing: its interval would be wider than half its range. */
const NEEDED = 30;

interface Row {
  /** `approved`, or the reason of the rejection. */
  first: string;
  second: string;
  pairs: number;
}

/** How often two persons decided alike, blind and otherwise, and how often people find again what was agreed on. Nobody is told apart. */
export async function agreementFigures(
  manager: EntityManager,
  { site, days }: FiguresRange,
): Promise<AgreementFigures> {
  const [blind, again, golden]: [Row[], Row[], Row[]] = [
    await manager.query(looksOf('double'), [site, days]),
    await manager.query(AGAIN, [site, days]),
    await manager.query(looksOf('golden'), [site, days]),
  ];
  const found = agreementOf(golden, (choice) => choice === 'approved');
  return { days, needed: NEEDED, blind: partOf(blind), again: partOf(again), golden: found.share };
}

function partOf(rows: readonly Row[]): AgreementPart {
  const reasons = REJECT_REASONS.filter((reason) =>
    rows.some(({ first, second }) => first === reason || second === reason),
  );
  return {
    overall: agreementOf(rows, (choice) => choice === 'approved'),
    reasons: reasons.map((reason) => ({ reason, ...agreementOn(rows, reason) })),
  };
}

/** Agreement on yes or no about every pair. */
function agreementOf(rows: readonly Row[], isYes: (choice: string) => boolean): AgreementView {
  const square = squareOf(rows, isYes);
  const pairs = square.flat().reduce((sum, count) => sum + count, 0);
  const agreed = (square[0]?.[0] ?? 0) + (square[1]?.[1] ?? 0);
  return {
    pairs,
    agreed,
    share: wilson(agreed, pairs),
    kappa: pairs < NEEDED ? null : cohensKappa(square),
  };
}

/** Agreement on a reason: the share is of the pairs in which it was chosen, kappa is of all. */
function agreementOn(rows: readonly Row[], reason: string): AgreementView {
  const all = agreementOf(rows, (choice) => choice === reason);
  const square = squareOf(rows, (choice) => choice === reason);
  const agreed = square[0]?.[0] ?? 0;
  const pairs = all.pairs - (square[1]?.[1] ?? 0);
  return { pairs, agreed, share: wilson(agreed, pairs), kappa: pairs < NEEDED ? null : all.kappa };
}

function squareOf(rows: readonly Row[], isYes: (choice: string) => boolean): Square {
  const count = (first: boolean, second: boolean) =>
    rows
      .filter((row) => isYes(row.first) === first && isYes(row.second) === second)
      .reduce((sum, { pairs }) => sum + pairs, 0);
  return [
    [count(true, true), count(true, false)],
    [count(false, true), count(false, false)],
  ];
}

/** Answers to second looks of a kind, beside what stood. */
const looksOf = (kind: SampleKind) => `
  select x.expected as first, x.choice as second, count(*)::int as pairs
    from sample x join submission s on s.id = x.submission_id
    join site on site.id = s.site_id and ($1::text is null or site.key = $1)
   where x.kind = '${kind}' and x.answered_at >= now() - make_interval(days => $2) group by 1, 2`;

/**
 * The first decision on a submission and the next of somebody else, which lies in the range; without what followed from
 * second looks, which would count disagreements alone.
 */
const AGAIN = `
  with second as (
    select distinct on (d.submission_id) d.submission_id, first.choice as first, coalesce(d.reason, 'approved') as second
      from decision d
      join policy p on p.id = d.policy_id
      join site on site.id = p.site_id and ($1::text is null or site.key = $1)
      join lateral (
             select f.moderator_id, f.version, coalesce(f.reason, 'approved') as choice from decision f
              where f.submission_id = d.submission_id and f.act <> 'undo' order by f.version limit 1
           ) first on first.moderator_id <> d.moderator_id and first.version < d.version
     where d.created_at >= now() - make_interval(days => $2) and d.act <> 'undo'
       and not exists (select from sample x where x.decision_id = d.id)
     order by d.submission_id, d.version
  )
  select first, second, count(*)::int as pairs from second group by 1, 2`;
