import { z } from 'zod';
import type { PolicyDraftView, PolicyVersionView } from '../../contract/policy-api.js';
import { readPolicyDocument } from '../../sites/policy-document.js';
import { draftView, inForceView, listDrafts, listVersions } from '../../sites/policy-versions.query.js';
import { proposePolicy } from '../../sites/propose-policy.js';
import {
  publishDraft,
  type PublishResult,
  rollBackPolicy,
  type RollbackResult,
} from '../../sites/publish-policy.js';
import {
  type CommandContext,
  type CommandHandler,
  type ExitCode,
  printJson,
  refuseOptions,
} from '../command.js';
import { accountOf } from '../account.js';
import { withStores } from '../stores.js';
import { table } from '../terminal.js';
import { refuseDocument, textOf } from './policy.command.js';

const number = z.coerce
  .number()
  .int()
  .min(1)
  .max(2 ** 31 - 1);

const optionsSchema = z.object({
  site: z.string(),
  file: z.string().default('-'),
  note: z.string().trim().min(1).max(2_000).optional(),
  by: z.string().optional(),
  draft: number.optional(),
  to: number.optional(),
  override: z.string().trim().min(1).max(2_000).optional(),
  json: z.boolean().default(false),
});

/** Stores a document as a draft. */
export const policyPropose: CommandHandler = async (context, options) => {
  const parsed = optionsSchema.safeParse(options);
  if (!parsed.success) return refuseOptions(context, parsed.error);
  const { site, file, note = null, by, json } = parsed.data;
  const text = await textOf(context, file);
  if (text === undefined) return 1;
  const read = readPolicyDocument(text, context.language);
  if (!read.ok) return refuseDocument(context, read.problems, json);
  return withStores(context, async ({ dataSource: { manager } }) => {
    const who = await accountOf(context, manager, by);
    if (who === undefined) return 1;
    const result = await proposePolicy(manager, { site, policy: read.policy, by: who, note });
    if (result.kind === 'unknown-site') return context.refuse('cli.unknownSite', { key: site });
    const draft = draftView(result.draft);
    if (json) printJson(context, { site, draft });
    else context.terminal.out(context.say('cli.policyProposed', { site, number: draft.number }));
    return 0;
  });
};

/** Puts a draft in force. */
export const policyPublish: CommandHandler = async (context, options) => {
  const parsed = optionsSchema.required({ draft: true }).safeParse(options);
  if (!parsed.success) return refuseOptions(context, parsed.error);
  const { site, by, draft, override, json } = parsed.data;
  return withStores(context, async ({ dataSource: { manager } }) => {
    const who = await accountOf(context, manager, by);
    if (who === undefined) return 1;
    const result = await publishDraft(manager, { site, draft, by: who, override });
    return tell(context, result, { site, draft, json });
  });
};

/** Puts an earlier version in force again. */
export const policyRollback: CommandHandler = async (context, options) => {
  const parsed = optionsSchema.safeParse(options);
  if (!parsed.success) return refuseOptions(context, parsed.error);
  const { site, by, to, json } = parsed.data;
  return withStores(context, async ({ dataSource: { manager } }) => {
    const who = await accountOf(context, manager, by);
    if (who === undefined) return 1;
    const result = await rollBackPolicy(manager, { site, to, by: who });
    return tell(context, result, { site, draft: null, json });
  });
};

/** Prints versions and drafts of a site. */
export const policyVersions: CommandHandler = (context, options) => {
  const { site, json } = optionsSchema.parse(options);
  return withStores(context, async ({ dataSource: { manager } }) => {
    const versions = await listVersions(manager, site);
    const drafts = await listDrafts(manager, site);
    if (versions === null || drafts === null) return context.refuse('cli.unknownSite', { key: site });
    if (json) printJson(context, { site, versions, drafts });
    else for (const line of linesOf(context, versions, drafts)) context.terminal.out(line);
    return 0;
  });
};

function tell(
  context: CommandContext,
  result: PublishResult | RollbackResult,
  { site, draft, json }: { site: string; draft: number | null; json: boolean },
): ExitCode {
  switch (result.kind) {
    case 'created':
    case 'unchanged': {
      const { kind, version } = result;
      const said = kind === 'created' ? 'cli.policySet' : 'cli.policyUnchanged';
      if (json) printJson(context, { site, changed: kind === 'created', ...inForceView(version) });
      else context.terminal.out(context.say(said, { site, version: version.version }));
      return 0;
    }
    case 'same-person':
      return context.refuse('cli.policySamePerson', { author: result.author });
    case 'published-before':
      return context.refuse('policyVersions.publishedBefore', { version: result.version });
    case 'unknown-site':
      return context.refuse('cli.unknownSite', { key: site });
    case 'unknown-draft':
      return context.refuse('cli.policyUnknownDraft', { site, number: draft });
    case 'unknown-version':
      return context.refuse('cli.policyUnknownVersion', { site });
  }
}

function linesOf(
  context: CommandContext,
  versions: readonly PolicyVersionView[],
  drafts: readonly PolicyDraftView[],
): string[] {
  const shown = (value: string | number | null) => (value === null ? '-' : String(value));
  const rows = versions.map((one) => [
    String(one.version),
    one.inForce ? '*' : '',
    one.createdBy,
    shown(one.publishedBy),
    one.createdAt,
    shown(one.draft),
    shown(one.restores),
    shown(one.overrideReason),
  ]);
  const proposed = drafts.map((one) => [
    String(one.number),
    one.createdBy,
    one.createdAt,
    shown(one.publishedAs),
    shown(one.note),
  ]);
  const versionTable = table([context.say('cli.policyVersionHeading').split('|'), ...rows]);
  if (proposed.length === 0) return versionTable;
  return [...versionTable, '', ...table([context.say('cli.policyDraftHeading').split('|'), ...proposed])];
}
