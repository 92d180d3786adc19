import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

/** The keys of an installation, one for each purpose. */
export interface Keys {
  /** Signs the links by which authors see their own submissions. */
  receipt: Buffer;
  /** Hides network addresses. */
  address: Buffer;
  /** Hides whom a measure or a note is about. */
  author: Buffer;
  /** Hides the secrets of second factors. */
  secondFactor: Buffer;
  /** Hides what a browser carries to another service and back while it signs in there. */
  signIn: Buffer;
}

/** Keys from the installation's secret (HKDF-SHA-256, so that one key tells nothing of another). */
export function deriveKeys(secret: string): Keys {
  const key = (purpose: string) => Buffer.from(hkdfSync('sha256', secret, 'replydesk', purpose, 32));
  return {
    receipt: key('receipt'),
    address: key('address'),
    author: key('author'),
    secondFactor: key('second-factor'),
    signIn: key('sign-in'),
  };
}

/** 32 hexadecimal digits (128 bits) that only this installation can make, for one submission. */
export function signReceipt(keys: Keys, submissionId: string): string {
  return createHmac('sha256', keys.receipt).update(submissionId).digest('hex').slice(0, 32);
}

/** Whether `candidate` is this submission's signature; takes the same time for any wrong one of the right length. */
export function verifyReceipt(keys: Keys, submissionId: string, candidate: string): boolean {
  const wanted = Buffer.from(signReceipt(keys, submissionId));
  const given = Buffer.from(candidate);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

/** Keyed hash of an address or network, 32 hexadecimal digits. */
export function hashAddress(keys: Keys, part: string): string {
  return createHmac('sha256', keys.address).update(part).digest('hex').slice(0, 32);
}

/**
 * Keyed hash of an author, 32 hexadecimal digits: of the folded e-mail, where there is none of the folded name. Null for
 * one who gave neither: nobody can be told from others by nothing.
 */
export function authorKeyOf(
  keys: Keys,
  { emailKey, nameKey }: { emailKey: string; nameKey: string },
): string | null {
  if (emailKey === '' && nameKey === '') return null;
  const part = emailKey === '' ? `name:${nameKey}` : `email:${emailKey}`;
  return createHmac('sha256', keys.author).update(part).digest('hex').slice(0, 32);
}
