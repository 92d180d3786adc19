import { hash, verify } from '@node-rs/argon2';

/** Shortest and longest password, in code points. */
export const PASSWORD_LENGTH = { min: 12, max: 1000 } as const;

/** argon2id with the least of OWASP's Password Storage Cheat Sheet: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 } as const;

/** The hash of an account that has no password: it matches nothing. */
export const NO_PASSWORD = '!';

/** argon2id of a password as a PHC string; about 30 ms. */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFC'), COST);
}

/** Whether a password belongs to a hash. A hash that cannot be read matches nothing. */
export async function passwordMatches(passwordHash: string, password: string): Promise<boolean> {
  try {
    return await verify(passwordHash, password.normalize('NFC'));
  } catch {
    return false;
  }
}
