import { readFile } from 'node:fs/promises';
import type { EntityManager } from 'typeorm';
import { stringify } from 'yaml';
import { z } from 'zod';
import { PolicyVersion } from '../../domain/policy.entity.js';
import { type Policy, policyHash, policySchema } from '../../domain/policy.js';
import { Site } from '../../domain/site.entity.js';
import { type PolicyProblem, readPolicyDocument } from '../../sites/policy-document.js';
import { policyInForce, putPolicy } from '../../sites/put-policy.js';
import { type CommandContext, type CommandHandler, printJson, refuseOptions } from '../command.js';
import { accountOf } from '../account.js';
import { withStores } from '../stores.js';
import { readStdin } from '../terminal.js';

const optionsSchema = z.object({
  site: z.string(),
  file: z.string().optional(),
  by: z.string().optional(),
  override: z.string().trim().min(1).max(2_000).optional(),
  json: z.boolean().default(false),
});

/** Prints the policy in force, as YAML that `policy set` takes. */
export const policyGet: CommandHandler = (context, options) => {
  const { site, json } = optionsSchema.parse(options);
  return withStores(context, async ({ dataSource }) => {
    const version = await inForce(dataSource.manager, site);
    if (version === null) return context.refuse('cli.unknownSite', { key: site });
    if (json) printJson(context, { site, ...viewOf(version), document: inOrder(version) });
    else context.terminal.out(yamlOf(context, site, version));
    return 0;
  });
};

/** Makes the document the policy in force, as a new version. */
export const policySet: CommandHandler = async (context, options) => {
  const parsed = optionsSchema.safeParse(options);
  if (!parsed.success) return refuseOptions(context, parsed.error);
  const { site, file = '-', by, override, json } = parsed.data;
  const text = await textOf(context, file);
  if (text === undefined) return 1;
  const read = readPolicyDocument(text, context.language);
  if (!read.ok) return refuseDocument(context, read.problems, json);
  return withStores(context, async ({ dataSource }) => {
    const who = await accountOf(context, dataSource.manager, by);
    if (who === undefined) return 1;
    const result = await putPolicy(dataSource.manager, { site, policy: read.policy, by: who, override });
    if (result.kind === 'unknown-site') return context.refuse('cli.unknownSite', { key: site });
    const { kind, version } = result;
    if (json) printJson(context, { site, changed: kind === 'created', ...viewOf(version) });
    else {
      const said = kind === 'created' ? 'cli.policySet' : 'cli.policyUnchanged';
      context.terminal.out(context.say(said, { site, version: version.version }));
    }
    return 0;
  });
};

/** Says whether a document, or without one the policy in force, can be used. Changes nothing. */
export const policyCheck: CommandHandler = async (context, options) => {
  const { site, file, json } = optionsSchema.parse(options);
  const text = file === undefined ? undefined : await textOf(context, file);
  if (file !== undefined && text === undefined) return 1;
  return withStores(context, async ({ dataSource }) => {
    const version = await inForce(dataSource.manager, site);
    if (version === null) return context.refuse('cli.unknownSite', { key: site });
    const read = readPolicyDocument(text ?? JSON.stringify(version.document), context.language);
    if (!read.ok) return refuseDocument(context, read.problems, json);
    const changes = policyHash(read.policy) !== version.hash;
    if (json) printJson(context, { site, valid: true, changes, inForce: version.version });
    else {
      const said = changes ? 'cli.policyFitsAndChanges' : 'cli.policyFitsAndIsInForce';
      context.terminal.out(context.say(said, { site, version: version.version }));
    }
    return 0;
  });
};

/** The policy of a site that is in force; null when there is no such site. */
export async function inForce(manager: EntityManager, siteKey: string): Promise<PolicyVersion | null> {
  const site = await manager.getRepository(Site).findOneBy({ key: siteKey });
  return site === null ? null : policyInForce(manager, site.id);
}

function viewOf({ version, hash, createdBy, publishedBy, overrideReason, createdAt }: PolicyVersion) {
  return { version, hash, createdBy, publishedBy, overrideReason, createdAt };
}

/** The document with its fields in the order of the schema; the database keeps them in an order of its own. */
function inOrder({ document }: PolicyVersion): Policy {
  const parsed = policySchema.safeParse(document);
  return parsed.success ? parsed.data : document;
}

function yamlOf(context: CommandContext, site: string, version: PolicyVersion): string {
  const { createdAt, createdBy } = version;
  const heading = context.say('cli.policyHeading', {
    site,
    version: version.version,
    by: createdBy,
    at: createdAt.toISOString(),
  });
  return `# ${heading}\n${stringify(inOrder(version), { lineWidth: 0 })}`.trimEnd();
}

/** The text of a file, `-` being standard input; undefined, and said why, when it cannot be read. */
export async function textOf(context: CommandContext, file: string): Promise<string | undefined> {
  if (file === '-') return readStdin(context.terminal);
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    context.refuse('cli.cannotRead', {
      file,
      reason: error instanceof Error ? error.message : String(error),
    });
    return undefined;
  }
}

/** Says everything that is wrong with a document. */
export function refuseDocument(
  context: CommandContext,
  problems: readonly PolicyProblem[],
  json: boolean,
): 1 {
  if (json) printJson(context, { valid: false, problems });
  else for (const problem of problems) context.terminal.err(sentenceOf(context, problem));
  return 1;
}

/** A fault of a policy document as one line. */
export function sentenceOf(context: CommandContext, { path, line, fault, hint }: PolicyProblem): string {
  const where = [
    ...(line === undefined ? [] : [context.say('cli.line', { line })]),
    ...(path === '' ? [] : [path]),
  ].join(', ');
  return `${where === '' ? '' : `${where}: `}${fault}\n  ${hint}`;
}
