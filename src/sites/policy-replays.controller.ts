import { Controller, Delete, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import type { PolicyReplayDetail, PolicyReplays } from '../contract/policy-replay-api.js';
import { languageOfRequest } from '../http/language.js';
import { parseRequest } from '../http/parse-request.js';
import { ProblemError } from '../http/problem.js';
import { type Language, say } from '../messages/messages.js';
import { policyReplayMessages } from '../messages/policy-replay.messages.js';
import { Needs } from '../moderators/access.js';
import { signedIn } from '../moderators/access.guard.js';
import { askReplay, cancelReplay, resumeReplay } from './ask-replay.js';
import { findReplay, listReplays } from './policy-replays.query.js';
import { documentSchema, policyOf } from './policy-of-request.js';
import type { TriedPolicy } from './tried-policy.query.js';

/** Submissions that are replayed unless told otherwise. */
const LIMIT = 10_000;

const number = z
  .int()
  .min(1)
  .max(2 ** 31 - 1);

const wishSchema = z
  .strictObject({
    document: documentSchema.optional(),
    version: number.optional(),
    draft: number.optional(),
    since: z
      .union([z.iso.date(), z.iso.datetime({ offset: true })], { error: 'replay.time' })
      .transform((value) => new Date(value))
      .optional(),
    limit: number.default(LIMIT),
  })
  .refine(
    ({ document, version, draft }) =>
      [document, version, draft].filter((one) => one !== undefined).length === 1,
    { error: 'replay.oneOf', path: ['document'] },
  );

/** Policies that workers try on stored submissions; changes nothing of what they look at. */
@Controller('api/v1/sites/:site/policy/replays')
export class PolicyReplaysController {
  constructor(private readonly dataSource: DataSource) {}

  @Get()
  @Needs('lead')
  async list(@Req() request: FastifyRequest, @Param('site') site: string): Promise<PolicyReplays> {
    const language = languageOfRequest(request);
    const replays = await listReplays(this.dataSource.manager, withoutNul(site), language);
    if (replays === null) throw new ProblemError(404);
    return { replays };
  }

  @Get(':id')
  @Needs('lead')
  one(
    @Req() request: FastifyRequest,
    @Param('site') site: string,
    @Param('id') id: string,
  ): Promise<PolicyReplayDetail> {
    return this.detail({ site: withoutNul(site), id: idOf(id) }, languageOfRequest(request));
  }

  @Post()
  @Needs('lead')
  @HttpCode(202)
  async ask(@Req() request: FastifyRequest, @Param('site') written: string): Promise<PolicyReplayDetail> {
    const language = languageOfRequest(request);
    const wish = parseRequest(wishSchema, request.body, language, policyReplayMessages);
    const site = withoutNul(written);
    const result = await askReplay(this.dataSource.manager, {
      site,
      tried: triedOf(wish, language),
      since: wish.since ?? null,
      most: wish.limit,
      by: signedIn(request).moderator.email,
    });
    const fault = (field: string, key: keyof typeof policyReplayMessages) =>
      new ProblemError(400, { errors: [{ field, message: say(language, policyReplayMessages, key) }] });
    switch (result.kind) {
      case 'created':
        return this.detail({ site, id: result.id }, language);
      case 'open':
        throw new ProblemError(409, {
          detail: say(language, policyReplayMessages, 'replay.open', { id: result.id }),
        });
      case 'unknown-site':
        throw new ProblemError(404);
      case 'unknown-version':
        throw fault('version', 'replay.noVersion');
      case 'unknown-draft':
        throw fault('draft', 'replay.noDraft');
    }
  }

  @Delete(':id')
  @Needs('lead')
  @HttpCode(200)
  async cancel(
    @Req() request: FastifyRequest,
    @Param('site') site: string,
    @Param('id') id: string,
  ): Promise<PolicyReplayDetail> {
    const language = languageOfRequest(request);
    const which = { site: withoutNul(site), id: idOf(id) };
    const result = await cancelReplay(this.dataSource.manager, which);
    if (result === 'unknown') throw new ProblemError(404);
    if (result === 'ended')
      throw new ProblemError(409, { detail: say(language, policyReplayMessages, 'replay.ended') });
    return this.detail(which, language);
  }

  @Post(':id/resume')
  @Needs('lead')
  @HttpCode(202)
  async resume(
    @Req() request: FastifyRequest,
    @Param('site') site: string,
    @Param('id') id: string,
  ): Promise<PolicyReplayDetail> {
    const language = languageOfRequest(request);
    const which = { site: withoutNul(site), id: idOf(id) };
    const result = await resumeReplay(this.dataSource.manager, which);
    if (result === 'unknown') throw new ProblemError(404);
    if (result !== 'resumed') {
      const key = result === 'ended' ? 'replay.ended' : 'replay.openOther';
      throw new ProblemError(409, { detail: say(language, policyReplayMessages, key) });
    }
    return this.detail(which, language);
  }

  private async detail(which: { site: string; id: string }, language: Language): Promise<PolicyReplayDetail> {
    const found = await findReplay(this.dataSource.manager, which, language);
    if (found === null) throw new ProblemError(404);
    return found;
  }
}

/** The schema lets exactly one of the three through. */
function triedOf(wish: z.output<typeof wishSchema>, language: Language): TriedPolicy {
  const { document, version, draft } = wish;
  if (document !== undefined) return { kind: 'document', policy: policyOf(document, language) };
  if (version !== undefined) return { kind: 'version', number: version };
  return { kind: 'draft', number: draft ?? 0 };
}

/** No key of a site holds NUL, which PostgreSQL does not take. */
function withoutNul(site: string): string {
  if (site.includes('\0')) throw new ProblemError(404);
  return site;
}

function idOf(written: string): string {
  if (!z.guid().safeParse(written).success) throw new ProblemError(404);
  return written;
}
