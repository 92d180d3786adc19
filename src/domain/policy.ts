import { createHash } from 'node:crypto';
import { z } from 'zod';

const wordList = z.array(z.string().trim().min(1).max(200)).max(50_000).default([]);

/**
 * A site's policy as a document. Starting values are WordPress's where WordPress has the setting
 * (comment_moderation, comment_max_links, moderation_keys, disallowed_keys, comment_previously_approved).
 */
export const policySchema = z.strictObject({
  /** `moderate`: everything is held; `policy`: the rules below decide. */
  mode: z.enum(['moderate', 'policy']).default('policy'),
  /** So many comments of an author must be approved before the machine may approve one. */
  first_held: z.int().min(0).max(100).default(2),
  /** Only an author with an approved comment of the same name and e-mail may be approved by the machine. */
  previously_approved: z.boolean().default(true),
  /** So many links or more are held; 0 = no limit. */
  max_links: z.int().min(0).max(100).default(2),
  /** Held when one of these is in text, name, e-mail, address of the site, user agent or network address. */
  moderation_words: wordList,
  /** Rejected when one of these is in the same fields. */
  disallowed_words: wordList,
  /** So many other submissions with the same text hold this one; 0 = off. */
  repeated_text: z.int().min(0).max(1000).default(1),
  /** So many rejections of the author within so many days hold; count 0 = off. */
  rejections: z
    .strictObject({ count: z.int().min(0).max(1000).default(2), days: z.int().min(1).max(3650).default(90) })
    .default({ count: 2, days: 90 }),
  /** More submissions from one /24 or /48 within so many minutes are held; submissions 0 = off. */
  network_budget: z
    .strictObject({
      submissions: z.int().min(0).max(1_000_000).default(30),
      minutes: z.int().min(1).max(1440).default(10),
    })
    .default({ submissions: 30, minutes: 10 }),
});

/** A policy in force: every field has a value. */
export type Policy = z.infer<typeof policySchema>;

/** What a site starts with. */
export const STARTING_POLICY: Policy = policySchema.parse({});

/** Hex SHA-256 of the canonical document: equal policies have equal hashes, whatever the order of keys. */
export function policyHash(policy: Policy): string {
  return createHash('sha256').update(canonical(policy)).digest('hex');
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}
