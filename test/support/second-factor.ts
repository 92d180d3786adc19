import { Secret, TOTP } from 'otpauth';
import type { DataSource } from 'typeorm';

/** The code that an app shows for a secret, so many steps of 30 seconds from now. */
export function codeOf(secret: string, steps = 0): string {
  return TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: Date.now() + steps * 30_000 });
}

/** Forgets which code was taken last, as if time had gone on. */
export async function forgetLastCode(dataSource: DataSource, email: string): Promise<void> {
  await dataSource.query(
    `update second_factor set last_step = 0 where moderator_id = (select id from moderator where email = $1)`,
    [email],
  );
}

/** Makes the last confirmation of every session eleven minutes old. */
export async function growStale(dataSource: DataSource): Promise<void> {
  await dataSource.query(`update session set confirmed_at = now() - interval '11 minutes'`);
}
