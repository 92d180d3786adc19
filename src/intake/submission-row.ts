import { randomUUID } from 'node:crypto';
import { digest, fold, foldLine, languageOfText, oneLine } from '../domain/fold.js';
import { hashAddress, type Keys } from '../domain/keys.js';
import { exactNetwork, wideNetwork } from '../http/client-address.js';
import type { SiteSettings } from './find-door.query.js';

/** A valid submission on its way in. */
export interface NewSubmission {
  site: SiteSettings;
  /** The thread, or the one to make if the site makes threads on first sight. */
  thread: { id: string } | { create: { key: string; title: string } };
  /** Number of the approved comment replied to, 0 for none. */
  parent: number;
  author: { name: string; email: string; url: string };
  /** Line ends are LF. */
  body: string;
  userAgent: string;
  /** Valid network address of the reader (http/client-address.ts). */
  address: string;
  /** A key chosen by the client and a hash of all that was sent with it. */
  idempotency?: { key: string; requestHash: string };
}

/** A submission as the statement of store-batch.ts takes it. */
export interface SubmissionRow {
  id: string;
  siteId: string;
  /** Of the thread, or the one it gets if it has to be made. */
  threadId: string;
  /** Null: the thread exists. */
  threadKey: string | null;
  threadTitle: string | null;
  parentNumber: number | null;
  authorName: string;
  authorEmail: string;
  authorUrl: string;
  nameKey: string;
  emailKey: string;
  body: string;
  userAgent: string;
  address: string;
  addressHash: string;
  networkHash: string;
  language: 'en' | 'ja' | null;
  duplicateHash: string;
  textHash: string;
  floodSeconds: number;
  /** Keys of the flood gates that must be open; null = no gate. */
  emailGate: string | null;
  addressGate: string | null;
  idempotencyKey: string | null;
  requestHash: string | null;
}

/** WordPress 6.8 keeps 254 of the browser's name. */
const USER_AGENT_LENGTH = 254;

/** Longest key of a name or e-mail: a B-tree entry holds 2,704 bytes, and folding may lengthen a text 18 times. */
const KEY_LENGTH = 245;

/** The row of a submission, with everything that is compared or kept beside the text. */
export function rowOf(keys: Keys, submission: NewSubmission): SubmissionRow {
  const { site, thread, author, body, idempotency } = submission;
  const nameKey = foldLine(author.name);
  const emailKey = fold(author.email).trim();
  const folded = fold(body);
  const addressHash = hashAddress(keys, exactNetwork(submission.address));
  return {
    id: randomUUID(),
    siteId: site.id,
    threadId: 'id' in thread ? thread.id : randomUUID(),
    threadKey: 'id' in thread ? null : thread.create.key,
    threadTitle: 'id' in thread ? null : thread.create.title,
    parentNumber: submission.parent === 0 ? null : submission.parent,
    authorName: author.name,
    authorEmail: author.email,
    authorUrl: author.url,
    nameKey: cut(nameKey),
    emailKey: cut(emailKey),
    body,
    userAgent: submission.userAgent.slice(0, USER_AGENT_LENGTH),
    address: submission.address,
    addressHash,
    networkHash: hashAddress(keys, wideNetwork(submission.address)),
    language: languageOfText(body),
    // WordPress compares parent, author, e-mail and text; here folded, with inner spacing and voiced kana as they are.
    duplicateHash: digest(String(submission.parent), nameKey, emailKey, folded.trim()),
    textHash: digest(oneLine(folded)),
    floodSeconds: site.floodSeconds,
    emailGate: site.floodSeconds > 0 && emailKey !== '' ? `e:${cut(emailKey)}` : null,
    addressGate: site.floodSeconds > 0 ? `a:${addressHash}` : null,
    idempotencyKey: idempotency?.key ?? null,
    requestHash: idempotency?.requestHash ?? null,
  };
}

/** Rows that share one of these could refuse each other. */
export function contestedKeys(row: SubmissionRow): string[] {
  const place = row.threadKey === null ? row.threadId : `${row.siteId}/${row.threadKey}`;
  const keys = [`d:${place}:${row.duplicateHash}`];
  if (row.emailGate !== null) keys.push(`${row.siteId}:${row.emailGate}`);
  if (row.addressGate !== null) keys.push(`${row.siteId}:${row.addressGate}`);
  if (row.idempotencyKey !== null) keys.push(`i:${row.siteId}:${row.idempotencyKey}`);
  return keys;
}

function cut(key: string): string {
  return key.slice(0, KEY_LENGTH).toWellFormed();
}
