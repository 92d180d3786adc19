import { Controller, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import type { PolicyCheck, PolicyDraftDetail, PolicyVersionDetail } from '../contract/policy-api.js';
import { type Policy, policyHash } from '../domain/policy.js';
import { ruleSchema } from '../domain/policy/rule.js';
import { Site } from '../domain/site.entity.js';
import { languageOfRequest } from '../http/language.js';
import { parseRequest } from '../http/parse-request.js';
import { ProblemError } from '../http/problem.js';
import type { Language } from '../messages/messages.js';
import { ruleAloud } from '../messages/rule-aloud.messages.js';
import { Needs } from '../moderators/access.js';
import { documentSchema, readRequested } from './policy-of-request.js';
import { findDraft, findVersion } from './policy-versions.query.js';

/** Problems that an answer lists at most. */
const MOST_PROBLEMS = 100;

const numberSchema = z.coerce
  .number()
  .int()
  .min(1)
  .max(2 ** 31 - 1);

const checkSchema = z.strictObject({ document: documentSchema });

/** The documents of a site's policy: those that are stored, and what is wrong with one that is being written. */
@Controller('api/v1/sites/:site/policy')
export class PolicyDocumentsController {
  constructor(private readonly dataSource: DataSource) {}

  @Get('versions/:number')
  @Needs('viewer')
  async version(
    @Req() request: FastifyRequest,
    @Param('site') site: string,
    @Param('number') written: string,
  ): Promise<PolicyVersionDetail> {
    const number = written === 'current' ? undefined : numberOf(written);
    const found = await findVersion(this.dataSource.manager, withoutNul(site), number);
    return detailOf(found, languageOfRequest(request));
  }

  @Get('drafts/:number')
  @Needs('viewer')
  async draft(
    @Req() request: FastifyRequest,
    @Param('site') site: string,
    @Param('number') written: string,
  ): Promise<PolicyDraftDetail> {
    const found = await findDraft(this.dataSource.manager, withoutNul(site), numberOf(written));
    return detailOf(found, languageOfRequest(request));
  }

  @Post('check')
  @Needs('viewer')
  @HttpCode(200)
  async check(@Req() request: FastifyRequest, @Param('site') key: string): Promise<PolicyCheck> {
    const language = languageOfRequest(request);
    const { document } = parseRequest(checkSchema, request.body, language);
    const site = await this.dataSource.manager.getRepository(Site).findOneBy({ key: withoutNul(key) });
    if (site === null) throw new ProblemError(404);
    const read = readRequested(document, language);
    const written = typeof document === 'string' ? [] : document['rules'];
    const rules = read.ok ? read.policy.rules : Array.isArray(written) ? written : [];
    return {
      ok: read.ok,
      problems: read.ok ? [] : read.problems.slice(0, MOST_PROBLEMS),
      hash: read.ok ? policyHash(read.policy) : null,
      aloud: rules.map((rule: unknown) => aloudOf(rule, language)),
    };
  }
}

function aloudOf(rule: unknown, language: Language): string | null {
  const read = ruleSchema.safeParse(rule);
  return read.success ? ruleAloud(language, read.data) : null;
}

function detailOf<View extends { document: Policy }>(found: View | null, language: Language) {
  if (found === null) throw new ProblemError(404);
  const rules: unknown[] = Array.isArray(found.document.rules) ? found.document.rules : [];
  const aloud = rules.flatMap((rule) => {
    const read = ruleSchema.safeParse(rule);
    return read.success ? [[read.data.id, ruleAloud(language, read.data)] as const] : [];
  });
  return { ...found, aloud: Object.fromEntries(aloud) };
}

function numberOf(written: string): number {
  const number = numberSchema.safeParse(written);
  if (!number.success) throw new ProblemError(404);
  return number.data;
}

/** No key of a site holds NUL, which PostgreSQL does not take. */
function withoutNul(site: string): string {
  if (site.includes('\0')) throw new ProblemError(404);
  return site;
}
