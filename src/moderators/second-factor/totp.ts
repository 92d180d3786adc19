import { randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';

/** Steps before and after the present one whose codes are taken: clocks of telephones are not exact. */
const WINDOW = 1;

/** A new secret, 160 bits in Base32 (RFC 4226, section 4). */
export function newTotpSecret(): string {
  return new Secret({ size: 20 }).base32;
}

const totpOf = (secret: string, label = '') =>
  new TOTP({ issuer: 'Replydesk', label, secret: Secret.fromBase32(secret) });

/** What the QR code says to the app: `otpauth://totp/…`. */
export function totpUri(secret: string, account: string): string {
  return totpOf(secret, account).toString();
}

/** The step (30 seconds, counted from 1970) whose code this is at `now` (ms); null when it is none of those taken. */
export function stepOfCode(secret: string, code: string, now: number): number | null {
  const totp = totpOf(secret);
  const delta = totp.validate({ token: code, timestamp: now, window: WINDOW });
  return delta === null ? null : totp.counter({ timestamp: now }) + delta;
}

/** How many recovery codes there are after each making. */
export const RECOVERY_CODES = 10;

/** No 0, 1, l, o: nobody mistakes one for another on paper. */
const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789';

/** New recovery codes, 80 bits each, as `xxxx-xxxx-xxxx-xxxx`. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: RECOVERY_CODES }, () =>
    Array.from(
      randomBytes(16),
      (byte, index) => (index % 4 === 0 && index > 0 ? '-' : '') + LETTERS[byte % 32],
    ).join(''),
  );
}

/** What was typed as a code: of the app (six digits), a recovery code without its dashes, or neither. */
export function codeKindOf(typed: string): { kind: 'app' | 'recovery'; code: string } | null {
  const code = typed
    .normalize('NFKC')
    .replace(/[\s\p{Pd}]/gu, '')
    .toLowerCase();
  if (/^\d{6}$/.test(code)) return { kind: 'app', code };
  return /^[a-z2-9]{16}$/.test(code) ? { kind: 'recovery', code } : null;
}
