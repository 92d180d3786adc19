import type { EntityManager } from 'typeorm';
import type { AgreementFigures, AgreementView } from '../../contract/desk-api.js';
import { REJECT_REASONS } from '../../domain/decision.entity.js';
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

/**
 * How often two persons decided alike on one submission: the first one, and the next other one, whose decision lies in the
 * range. Nobody is told apart.
 */
export async function agreementFigures(
  manager: EntityManager,
  { site, days }: FiguresRange,
): Promise<AgreementFigures> {
  const rows: Row[] = await manager.query(SQL, [site, days]);
  const reasons = REJECT_REASONS.filter((reason) =>
    rows.some(({ first, second }) => first === reason || second === reason),
  );
  return {
    days,
    needed: NEEDED,
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

const SQL = `
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
     order by d.submission_id, d.version
  )
  select first, second, count(*)::int as pairs from second group by 1, 2`;
