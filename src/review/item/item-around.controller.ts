import { Controller, Get, Param, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import type { ItemContext, ReasonTexts, Timeline } from '../../contract/item-api.js';
import { REJECT_REASONS } from '../../domain/decision.entity.js';
import { roleIncludes } from '../../domain/moderator.entity.js';
import { languageOfRequest } from '../../http/language.js';
import { ProblemError } from '../../http/problem.js';
import { reasonText } from '../../messages/reasons.messages.js';
import { Needs } from '../../moderators/access.js';
import { signedIn } from '../../moderators/access.guard.js';
import { contextOf } from './context.query.js';
import { timelineOf } from './timeline.query.js';

/** What stands around a submission: the conversation, what happened to it, and what its author would be told. */
@Controller('api/v1/review')
export class ItemAroundController {
  constructor(private readonly dataSource: DataSource) {}

  @Get('submissions/:id/context')
  @Needs('viewer')
  async context(@Req() request: FastifyRequest, @Param('id') id: string): Promise<ItemContext> {
    const context = await contextOf(this.dataSource.manager, knownForm(id), languageOfRequest(request));
    if (context === null) throw new ProblemError(404);
    return context;
  }

  @Get('submissions/:id/timeline')
  @Needs('viewer')
  async timeline(@Req() request: FastifyRequest, @Param('id') id: string): Promise<Timeline> {
    const withNotes = roleIncludes(signedIn(request).moderator.role, 'moderator');
    const entries = await timelineOf(this.dataSource.manager, knownForm(id), withNotes);
    if (entries === null) throw new ProblemError(404);
    return { entries };
  }

  @Get('reasons')
  @Needs('viewer')
  reasons(): ReasonTexts {
    return {
      reasons: REJECT_REASONS.map((reason) => ({
        reason,
        text: { en: reasonText('en', reason), ja: reasonText('ja', reason) },
      })),
    };
  }
}

function knownForm(id: string): string {
  if (z.uuid().safeParse(id).success) return id;
  throw new ProblemError(404);
}
