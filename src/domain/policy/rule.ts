import { z } from 'zod';
import { conditionSchema, depthOf, everyPart, MAX_CONDITIONS, MAX_DEPTH, nameSchema } from './condition.js';

/** The life of a rule: written; watched without effect; may only hold; in force. */
export const RULE_MODES = ['draft', 'shadow', 'hold_only', 'live'] as const;

/** Where a rule stands in its life. */
export type RuleMode = (typeof RULE_MODES)[number];

const sentence = z.strictObject({ en: z.string().min(1).max(300), ja: z.string().min(1).max(300) });

/** What a rule does when it holds: hold or reject, or add to the score. */
const thenSchema = z
  .strictObject({
    action: z.enum(['hold', 'reject']).optional(),
    /** Points, negative ones lower the score. */
    weight: z.number().min(-100).max(100).optional(),
    /** Points of one group count up to its cap. */
    group: nameSchema.optional(),
    /** Name of a reason: what the author is told. */
    reason: nameSchema.optional(),
    /** What it holds goes first in the queue: a life, or a child, may be in danger. */
    urgent: z.literal(true).optional(),
  })
  .check(({ value, issues }) => {
    if (value.action === undefined && value.weight === undefined)
      issues.push({ code: 'custom', input: value, message: 'no-effect' });
  });

/** A rule of a policy. */
export const ruleSchema = z
  .strictObject({
    id: nameSchema,
    /** What it is for, as moderators read it. */
    says: sentence,
    when: conditionSchema,
    // oxlint-disable-next-line unicorn/no-thenable -- the language of rules is "when … then …"
    then: thenSchema,
    mode: z.enum(RULE_MODES).default('live'),
    /** Percent of the submissions it looks at, chosen by their ids. */
    sample: z.number().min(0).max(100).default(100),
    /** What it finds is hard to read: moderators see one line, and the text when they ask for it. */
    severe: z.boolean().optional(),
    /** Last day on which it is in force. */
    expires: z.iso.date().optional(),
    limits: z.strictObject({ max_actions_per_day: z.int().min(1).max(1_000_000).optional() }).default({}),
  })
  .check(({ value, issues }) => {
    const parts = everyPart(value.when).length;
    if (depthOf(value.when) > MAX_DEPTH)
      issues.push({ code: 'custom', input: value.when, message: 'too-deep', path: ['when'] });
    if (parts > MAX_CONDITIONS)
      issues.push({ code: 'custom', input: value.when, message: 'too-many', path: ['when'] });
  });

/** A rule of a policy. */
export type Rule = z.infer<typeof ruleSchema>;
