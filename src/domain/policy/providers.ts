import { z } from 'zod';
import type { ProviderId } from '../signal.js';

/** What a service may be told beside text, language and title, when the policy says so. */
export const GRANTS = ['email', 'network'] as const;

/** Longest rules that a language model is given, in UTF-16 code units; about 5,000 tokens. */
const MAX_RULES = 20_000;

const use = z.strictObject({
  /** Whether nothing is approved without its answer. */
  required: z.boolean().default(true),
  /** Any label from here on holds, 0 to 1; null: only rules ask what it said. */
  hold: z.number().min(0).max(1).nullable().default(0.8),
  grants: z.array(z.enum(GRANTS)).default([]),
});

/**
 * Outside services that a site uses; none when empty. Where they are and their keys are in the environment
 * (docs/providers.md). 0.8 holds what a service is fairly sure of; each names its numbers otherwise, so look first.
 */
export const providersSchema = z
  .strictObject({
    moderation: use.optional(),
    /** `rules`: the site's rules in words, which the language model goes by. */
    chat: use.extend({ rules: z.string().trim().min(1).max(MAX_RULES) }).optional(),
    akismet: use.optional(),
    webhook: use.optional(),
  } satisfies Record<ProviderId, z.ZodType>)
  .default({});

/** Outside services that a site uses, and how. */
export type ProviderUses = z.infer<typeof providersSchema>;
