import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { KEYS } from '../../database/keys.module.js';
import type { Keys } from '../../domain/keys.js';
import { notePeopleEvent } from '../people/note-people-event.js';
import { seal, unseal } from '../seal.js';
import { hashToken } from '../secret-token.js';
import { codeKindOf, newRecoveryCodes, newTotpSecret, stepOfCode, totpUri } from './totp.js';

interface FactorRow {
  secret: string;
  last_step: number;
  /** The database's clock, in milliseconds. */
  now: number;
}

const SELECT = `select secret, last_step, extract(epoch from clock_timestamp())::float8 * 1000 as now from second_factor`;

/** The codes by which moderators show, beside the password, who they are. */
@Injectable()
export class SecondFactors {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(KEYS) private readonly keys: Keys,
  ) {}

  /** Whether codes are asked for, and how many recovery codes are left. */
  async stateOf(moderatorId: string): Promise<{ on: boolean; recoveryCodesLeft: number }> {
    const rows: { on: boolean; left: number }[] = await this.dataSource.query(
      `select exists (select 1 from second_factor where moderator_id = $1 and confirmed_at is not null) as on,
              (select count(*)::int from recovery_code where moderator_id = $1) as left`,
      [moderatorId],
    );
    return { on: rows[0]?.on ?? false, recoveryCodesLeft: rows[0]?.left ?? 0 };
  }

  /** A new secret, which counts once a code of it was given; null when codes are asked for already. */
  async begin({ id, email }: { id: string; email: string }): Promise<{ secret: string; uri: string } | null> {
    const secret = newTotpSecret();
    const rows: unknown[] = await this.dataSource.query(
      `insert into second_factor (moderator_id, secret) values ($1, $2)
       on conflict (moderator_id) do update set secret = excluded.secret
        where second_factor.confirmed_at is null returning 1`,
      [id, seal(this.keys.secondFactor, id, secret)],
    );
    return rows.length === 0 ? null : { secret, uri: totpUri(secret, email) };
  }

  /** Takes the first code, from which on codes are asked for. @returns the recovery codes; null for a wrong code. */
  confirm(moderatorId: string, typed: string): Promise<string[] | null> {
    return this.dataSource.transaction(async (manager) => {
      const rows: FactorRow[] = await manager.query(
        `${SELECT} where moderator_id = $1 and confirmed_at is null for update`,
        [moderatorId],
      );
      const step = this.stepOf(moderatorId, rows[0], typed);
      if (step === null) return null;
      await manager.query(
        'update second_factor set confirmed_at = now(), last_step = $2 where moderator_id = $1',
        [moderatorId, step],
      );
      await notePeopleEvent(manager, { actorId: moderatorId, moderatorId, kind: 'factor-on' });
      return this.renewRecoveryCodes(manager, moderatorId);
    });
  }

  /** Takes a code of the app or a recovery code, each once. @returns which it was; null when it was none. */
  async take(moderatorId: string, typed: string): Promise<'app' | 'recovery' | null> {
    const given = codeKindOf(typed);
    if (given === null) return null;
    if (given.kind === 'recovery') {
      const [used]: [unknown[], number] = await this.dataSource.query(
        'delete from recovery_code where moderator_id = $1 and code_hash = $2 returning 1',
        [moderatorId, hashToken(given.code)],
      );
      return used.length === 0 ? null : 'recovery';
    }
    const rows: FactorRow[] = await this.dataSource.query(
      `${SELECT} where moderator_id = $1 and confirmed_at is not null`,
      [moderatorId],
    );
    const step = this.stepOf(moderatorId, rows[0], typed);
    if (step === null) return null;
    const [taken]: [unknown[], number] = await this.dataSource.query(
      'update second_factor set last_step = $2 where moderator_id = $1 and last_step < $2 returning 1',
      [moderatorId, step],
    );
    return taken.length === 0 ? null : 'app';
  }

  /** New recovery codes; the earlier ones count no more. */
  async renewRecoveryCodes(manager: EntityManager, moderatorId: string): Promise<string[]> {
    const codes = newRecoveryCodes();
    await manager.query('delete from recovery_code where moderator_id = $1', [moderatorId]);
    await manager.query('insert into recovery_code (moderator_id, code_hash) select $1, unnest($2::text[])', [
      moderatorId,
      codes.map((code) => hashToken(code.replaceAll('-', ''))),
    ]);
    return codes;
  }

  private stepOf(moderatorId: string, row: FactorRow | undefined, typed: string): number | null {
    const given = codeKindOf(typed);
    if (row === undefined || given?.kind !== 'app') return null;
    const secret = unseal(this.keys.secondFactor, moderatorId, row.secret);
    return secret === null ? null : stepOfCode(secret, given.code, row.now);
  }
}

/** Takes codes away from a moderator. @returns whether they were asked for. */
export async function removeSecondFactor(manager: EntityManager, moderatorId: string): Promise<boolean> {
  await manager.query('delete from recovery_code where moderator_id = $1', [moderatorId]);
  const [gone]: [{ was_on: boolean }[], number] = await manager.query(
    'delete from second_factor where moderator_id = $1 returning confirmed_at is not null as was_on',
    [moderatorId],
  );
  return gone[0]?.was_on ?? false;
}
