/** SQL: whether the moderator with id `who` decided on submission `what`, or looked at it once more. */
export const isInvolved = (who: string, what: string): string =>
  `(exists (select from decision d where d.submission_id = ${what} and d.moderator_id = ${who} and d.act <> 'undo'
             and not exists (select from decision undo where undo.undoes_id = d.id and undo.submission_id = ${what}))
    or exists (select from sample a where a.submission_id = ${what} and a.moderator_id = ${who} and a.answered_at is not null))`;

/** SQL: whether anybody may look at submission `what` with fresh eyes. */
export const hasFreshEyes = (what: string): string =>
  `exists (select from moderator fresh where fresh.switched_off_at is null and fresh.role <> 'viewer'
            and not ${isInvolved('fresh.id', what)})`;
