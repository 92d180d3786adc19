import { Controller, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import type {
  PolicyDrafts,
  PolicyDraftView,
  PolicyVersions,
  PolicyVersionView,
  RuleHitsList,
  RuleSamples,
} from '../contract/policy-api.js';
import { roleIncludes } from '../domain/moderator.entity.js';
import { languageOfRequest } from '../http/language.js';
import { parseRequest } from '../http/parse-request.js';
import { ProblemError } from '../http/problem.js';
import { type Language, say } from '../messages/messages.js';
import { policyVersionsMessages } from '../messages/policy-versions.messages.js';
import { Needs } from '../moderators/access.js';
import { signedIn } from '../moderators/access.guard.js';
import { documentSchema, policyOf } from './policy-of-request.js';
import { draftView, inForceView, listDrafts, listVersions } from './policy-versions.query.js';
import { proposePolicy } from './propose-policy.js';
import { publishDraft, type PublishResult, rollBackPolicy, type RollbackResult } from './publish-policy.js';
import { ruleHits, ruleSamples } from './rule-hits.query.js';

const text = (max: number) =>
  z
    .string()
    .max(max)
    .transform((value) => value.replaceAll('\0', '').trim());

const number = z
  .int()
  .min(1)
  .max(2 ** 31 - 1);

const proposalSchema = z.strictObject({
  document: documentSchema,
  note: text(2_000).nullish(),
  after: z
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .optional(),
});
const publicationSchema = z.strictObject({ override: text(2_000).pipe(z.string().min(1)).optional() });
const rollbackSchema = z.strictObject({ to: number.optional() });

/** Versions of a site's policy: what is proposed, what is in force, and the way back. */
@Controller('api/v1/sites/:site/policy')
export class PolicyVersionsController {
  constructor(private readonly dataSource: DataSource) {}

  @Get('versions')
  @Needs('viewer')
  async versions(@Param('site') site: string): Promise<PolicyVersions> {
    const versions = await listVersions(this.dataSource.manager, knownForm(site));
    if (versions === null) throw new ProblemError(404);
    return { versions };
  }

  @Get('drafts')
  @Needs('viewer')
  async drafts(@Param('site') site: string): Promise<PolicyDrafts> {
    const drafts = await listDrafts(this.dataSource.manager, knownForm(site));
    if (drafts === null) throw new ProblemError(404);
    return { drafts };
  }

  @Get('rules')
  @Needs('viewer')
  async rules(@Param('site') site: string): Promise<RuleHitsList> {
    const rules = await ruleHits(this.dataSource.manager, knownForm(site));
    if (rules === null) throw new ProblemError(404);
    return { rules };
  }

  @Get('rules/:rule/samples')
  @Needs('viewer')
  async samples(@Param('site') site: string, @Param('rule') rule: string): Promise<RuleSamples> {
    const samples = await ruleSamples(this.dataSource.manager, knownForm(site), knownForm(rule));
    if (samples === null) throw new ProblemError(404);
    return { samples };
  }

  @Post('drafts')
  @Needs('lead')
  @HttpCode(201)
  async propose(@Req() request: FastifyRequest, @Param('site') site: string): Promise<PolicyDraftView> {
    const language = languageOfRequest(request);
    const { document, note, after } = parseRequest(proposalSchema, request.body, language);
    const result = await proposePolicy(this.dataSource.manager, {
      site: knownForm(site),
      policy: policyOf(document, language),
      by: signedIn(request).moderator.email,
      note: note === undefined || note === '' ? null : note,
      after,
    });
    if (result.kind === 'unknown-site') throw new ProblemError(404);
    if (result.kind === 'newer') {
      const newest = draftView(result.draft);
      const { number: draft, createdBy: author } = newest;
      const detail = say(language, policyVersionsMessages, 'policyVersions.newerDraft', { draft, author });
      throw new ProblemError(409, { detail, newest });
    }
    return draftView(result.draft);
  }

  @Post('drafts/:number/publish')
  @Needs('lead', { fresh: true })
  @HttpCode(200)
  async publish(
    @Req() request: FastifyRequest,
    @Param('site') site: string,
    @Param('number') written: string,
  ): Promise<PolicyVersionView> {
    const language = languageOfRequest(request);
    const { override } = parseRequest(publicationSchema, request.body, language);
    const { email, role } = signedIn(request).moderator;
    const draft = number.safeParse(Number(written));
    if (!draft.success) throw new ProblemError(404);
    if (override !== undefined && !roleIncludes(role, 'admin')) {
      const detail = say(language, policyVersionsMessages, 'policyVersions.overrideNeedsAdmin');
      throw new ProblemError(403, { detail });
    }
    const wish = { site: knownForm(site), draft: draft.data, by: email, override };
    const result = await publishDraft(this.dataSource.manager, wish);
    return inForceView(versionOf(result, language));
  }

  @Post('rollback')
  @Needs('lead', { fresh: true })
  @HttpCode(200)
  async rollBack(@Req() request: FastifyRequest, @Param('site') site: string): Promise<PolicyVersionView> {
    const language = languageOfRequest(request);
    const { to } = parseRequest(rollbackSchema, request.body, language);
    const by = signedIn(request).moderator.email;
    const result = await rollBackPolicy(this.dataSource.manager, { site: knownForm(site), to, by });
    return inForceView(versionOf(result, language));
  }
}

/** No key of a site holds NUL, which PostgreSQL does not take. */
function knownForm(site: string): string {
  if (site.includes('\0')) throw new ProblemError(404);
  return site;
}

/** The version that is in force now. @throws ProblemError 404 or 409. */
function versionOf(result: PublishResult | RollbackResult, language: Language) {
  const conflict = (key: keyof typeof policyVersionsMessages, values: Record<string, string | number>) =>
    new ProblemError(409, { detail: say(language, policyVersionsMessages, key, values) });
  switch (result.kind) {
    case 'created':
      return result.version;
    case 'unchanged':
      throw conflict('policyVersions.unchanged', { version: result.version.version });
    case 'same-person':
      throw conflict('policyVersions.samePerson', { author: result.author });
    case 'published-before':
      throw conflict('policyVersions.publishedBefore', { version: result.version });
    case 'unknown-site':
    case 'unknown-draft':
    case 'unknown-version':
      throw new ProblemError(404);
  }
}
