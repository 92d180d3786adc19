import { Controller, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import type { Cluster, ManyDecided, RaidGuardList, RaidGuardView } from '../contract/review-api.js';
import { languageOfRequest } from '../http/language.js';
import { parseRequest } from '../http/parse-request.js';
import { ProblemError } from '../http/problem.js';
import { reviewMessages } from '../messages/review.messages.js';
import { Needs } from '../moderators/access.js';
import { signedIn } from '../moderators/access.guard.js';
import { clusterOf } from './cluster.query.js';
import { conflictSentence } from './conflict-sentence.js';
import { manyDecisionsSchema, rejectionOf } from './decisions.schema.js';
import { RaidGuards } from './raid-guards.js';
import { RecordDecisions } from './record-decisions.js';

const guardSchema = z.strictObject({ minutes: z.int().min(1).max(1_440).default(60) });

/** Many submissions that are much alike: one card, one decision, and a guard against more. */
@Controller('api/v1')
export class ClustersController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly recordDecisions: RecordDecisions,
    private readonly guards: RaidGuards,
  ) {}

  @Get('review/submissions/:id/cluster')
  @Needs('viewer')
  async cluster(@Req() request: FastifyRequest, @Param('id') id: string): Promise<Cluster> {
    const language = languageOfRequest(request);
    return found(isId(id) ? await clusterOf(this.dataSource.manager, id, language) : null);
  }

  @Post('review/decisions')
  @Needs('moderator')
  @HttpCode(200)
  async decide(@Req() request: FastifyRequest): Promise<ManyDecided> {
    const language = languageOfRequest(request);
    const decision = parseRequest(manyDecisionsSchema, request.body, language, reviewMessages);
    const results = await this.recordDecisions.record({
      items: decision.items,
      moderatorId: signedIn(request).moderator.id,
      reject: rejectionOf(decision),
      note: decision.note,
    });
    const answers = decision.items.map(({ id }): ManyDecided['results'][number] => {
      const result = results.get(id);
      if (result?.kind === 'recorded') return { kind: 'recorded', ...result.result };
      if (result?.kind !== 'conflict') return { kind: 'unknown', id };
      const { current, last } = result;
      return { kind: 'conflict', id, detail: conflictSentence(result, language), current, last };
    });
    return { recorded: answers.filter(({ kind }) => kind === 'recorded').length, results: answers };
  }

  @Post('review/submissions/:id/guard')
  @Needs('moderator')
  @HttpCode(201)
  async arm(@Req() request: FastifyRequest, @Param('id') id: string): Promise<RaidGuardView> {
    const { minutes } = parseRequest(guardSchema, request.body ?? {}, languageOfRequest(request));
    const by = signedIn(request).moderator.email;
    return found(isId(id) ? await this.guards.arm(id, minutes, by) : null);
  }

  @Get('sites/:site/guards')
  @Needs('viewer')
  async list(@Param('site') site: string): Promise<RaidGuardList> {
    return { guards: found(site.includes('\0') ? null : await this.guards.list(site)) };
  }

  @Post('review/guards/:id/end')
  @Needs('moderator')
  @HttpCode(200)
  async end(@Req() request: FastifyRequest, @Param('id') id: string): Promise<RaidGuardView> {
    return found(isId(id) ? await this.guards.end(id, signedIn(request).moderator.email) : null);
  }
}

const isId = (id: string) => z.uuid().safeParse(id).success;

function found<Value>(value: Value | null): Value {
  if (value === null) throw new ProblemError(404);
  return value;
}
