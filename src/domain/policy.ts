import { createHash } from 'node:crypto';
import { z } from 'zod';
import { nameSchema } from './policy/condition.js';
import { listSchema } from './policy/lists.js';
import { patternSchema } from './policy/pattern.js';
import { providersSchema } from './policy/providers.js';
import { referenceFaults } from './policy/references.js';
import { ruleSchema } from './policy/rule.js';

/** Patterns of a policy at most. */
const MAX_PATTERNS = 500;

const wordList = z.array(z.string().trim().min(1).max(200)).max(50_000).default([]);

/** A domain as people write it: without scheme and path. */
const domain = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .refine((text) => /^[\p{L}\p{M}\p{N}-]+(?:\.[\p{L}\p{M}\p{N}-]+)+$/u.test(text), { message: 'no-domain' });

const domainList = z.array(domain).max(10_000).default([]);

/**
 * A site's policy as a document. Starting values are WordPress's where WordPress has the setting
 * (comment_moderation, comment_max_links, moderation_keys, disallowed_keys, comment_previously_approved).
 */
export const policySchema = z
  .strictObject({
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
    /** Texts that are other than they look are held: alphabets mixed in a word, turned or hidden characters, stacked marks. */
    odd_shape: z.boolean().default(true),
    /** So many other submissions with the same text hold this one; 0 = off. */
    repeated_text: z.int().min(0).max(1000).default(1),
    /** So many other submissions within so many hours whose text is nearly the same hold this one; count 0 = off. */
    near_duplicates: z
      .strictObject({
        count: z.int().min(0).max(50).default(3),
        hours: z.int().min(1).max(72).default(24),
      })
      .default({ count: 3, hours: 24 }),
    /** So many rejections of the author within so many days hold; count 0 = off. */
    rejections: z
      .strictObject({
        count: z.int().min(0).max(1000).default(2),
        days: z.int().min(1).max(3650).default(90),
      })
      .default({ count: 2, days: 90 }),
    /** More submissions from one /24 or /48 within so many minutes are held; submissions 0 = off. */
    network_budget: z
      .strictObject({
        submissions: z.int().min(0).max(1_000_000).default(30),
        minutes: z.int().min(1).max(1440).default(10),
      })
      .default({ submissions: 30, minutes: 10 }),
    /**
     * A page is read first while, within so many minutes, at least so many other submissions on it were rejected or held for
     * what they say, and these are so many percent of all; flagged 0 = off.
     */
    thread_brake: z
      .strictObject({
        flagged: z.int().min(0).max(300).default(0),
        percent: z.int().min(0).max(100).default(30),
        minutes: z.int().min(1).max(1440).default(60),
      })
      .default({ flagged: 0, percent: 30, minutes: 60 }),
    /** Rules that ask what an author sent lately, or came to a page lately, count so many minutes. */
    rates: z.strictObject({ minutes: z.int().min(1).max(1440).default(60) }).default({ minutes: 60 }),
    /** Sites that readers trust; with what is under them, they are never new, and what looks like them imitates them. */
    trusted_domains: domainList,
    /** Domains of disposable e-mail addresses beside those that the desk knows (screening/stages/disposable-domains.ts). */
    disposable_mail: domainList,
    /** Outside services that are asked. */
    providers: providersSchema,
    /** Lists of terms by name; conditions ask for them as `@name`. */
    lists: z.record(nameSchema, listSchema).default({}),
    /** Regular expressions by name, of the kind that takes linear time (RE2); conditions ask for them as `@name`. */
    patterns: z
      .record(nameSchema, patternSchema)
      .default({})
      .refine((patterns) => Object.keys(patterns).length <= MAX_PATTERNS, { message: 'too-many-patterns' }),
    /** Rules beside the settings above. All are looked at; what counts is docs/policy.md, "Which rule wins". */
    rules: z.array(ruleSchema).max(1_000).default([]),
    /** How many points the rules of a group may add up to, or take off. */
    groups: z.record(nameSchema, z.strictObject({ cap: z.number().min(0).max(1_000) })).default({}),
    /** From so many points on a submission is held, or rejected; null = never. */
    thresholds: z
      .strictObject({
        hold: z.number().min(0).max(10_000).nullable().default(5),
        reject: z.number().min(0).max(10_000).nullable().default(null),
      })
      .default({ hold: 5, reject: null }),
  })
  .check(({ value, issues }) => {
    for (const { message, path, input } of referenceFaults(value))
      issues.push({ code: 'custom', message, path, input });
  });

/** A policy in force: every field has a value. */
export type Policy = z.infer<typeof policySchema>;

/** What a document that says nothing stands for. */
export const PLAIN_POLICY: Policy = policySchema.parse({});

/** Hex SHA-256 of the canonical document: equal policies have equal hashes, whatever the order of keys. */
export function policyHash(policy: Policy): string {
  return createHash('sha256').update(canonical(policy)).digest('hex');
}

/** JSON with the keys of objects in order: equal values give equal texts. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}
