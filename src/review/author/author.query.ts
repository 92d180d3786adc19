import type { EntityManager } from 'typeorm';
import { authorKeyOf, type Keys } from '../../domain/keys.js';

/** Who wrote a submission, as far as others by the same person can be told. */
export interface Author {
  submissionId: string;
  siteId: string;
  emailKey: string;
  nameKey: string;
  /** By which measures and notes know the author; null for one who gave neither name nor e-mail. */
  key: string | null;
}

/** The author of a submission; null when there is no such submission. */
export async function authorOf(
  manager: EntityManager,
  keys: Keys,
  submissionId: string,
): Promise<Author | null> {
  const [row]: Omit<Author, 'submissionId' | 'key'>[] = await manager.query(
    `select site_id as "siteId", email_key as "emailKey", name_key as "nameKey" from submission where id = $1`,
    [submissionId],
  );
  return row === undefined ? null : { submissionId, ...row, key: authorKeyOf(keys, row) };
}
