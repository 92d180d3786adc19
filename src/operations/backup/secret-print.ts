import { hkdfSync } from 'node:crypto';

/** 16 hexadecimal digits by which secrets can be told apart, and which tell nothing of them. */
export function secretPrint(secret: string): string {
  return Buffer.from(hkdfSync('sha256', secret, 'replydesk', 'print', 8)).toString('hex');
}
