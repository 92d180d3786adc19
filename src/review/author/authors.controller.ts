import { Controller, Get, HttpCode, Inject, Param, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import type { AuthorCard, AuthorWaiting, MeasureView } from '../../contract/item-api.js';
import { KEYS } from '../../database/keys.module.js';
import type { MeasureKind } from '../../domain/measure-kind.js';
import type { Keys } from '../../domain/keys.js';
import { roleIncludes } from '../../domain/moderator.entity.js';
import { languageOfRequest } from '../../http/language.js';
import { parseRequest } from '../../http/parse-request.js';
import { ProblemError } from '../../http/problem.js';
import { say } from '../../messages/messages.js';
import { reviewMessages } from '../../messages/review.messages.js';
import { Needs } from '../../moderators/access.js';
import { signedIn } from '../../moderators/access.guard.js';
import { authorCardOf } from './author-card.query.js';
import { type Author, authorOf } from './author.query.js';
import { AuthorMeasures } from './author-measures.js';
import { waitingOf } from './author-waiting.query.js';
import { measureSchema, waitingSchema } from './authors.schema.js';
import { findMeasure } from './measures.query.js';

/** Who wrote a submission, and what people lay upon its author. */
@Controller('api/v1/review')
export class AuthorsController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly measures: AuthorMeasures,
    @Inject(KEYS) private readonly keys: Keys,
  ) {}

  @Get('submissions/:id/author')
  @Needs('viewer')
  async card(@Req() request: FastifyRequest, @Param('id') id: string): Promise<AuthorCard> {
    const language = languageOfRequest(request);
    return authorCardOf(this.dataSource.manager, await this.authorOf(id), language);
  }

  @Get('submissions/:id/author/waiting')
  @Needs('viewer')
  async waiting(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Query() query: unknown,
  ): Promise<AuthorWaiting> {
    const language = languageOfRequest(request);
    const { everywhere } = parseRequest(waitingSchema, query, language);
    return waitingOf(this.dataSource.manager, await this.authorOf(id), { everywhere, language });
  }

  @Post('submissions/:id/author/measures')
  @Needs('moderator')
  @HttpCode(201)
  async lay(@Req() request: FastifyRequest, @Param('id') id: string): Promise<MeasureView> {
    const language = languageOfRequest(request);
    const wish = parseRequest(measureSchema, request.body, language, reviewMessages);
    mustBeLeadFor(wish.kind, request);
    const result = await this.measures.lay({
      ...wish,
      submissionId: knownForm(id),
      days: wish.kind === 'suspend' ? wish.days : null,
      moderatorId: signedIn(request).moderator.id,
    });
    if (result.kind === 'laid') return result.measure;
    if (result.kind === 'unknown') throw new ProblemError(404);
    const key = result.kind === 'nobody' ? 'review.measure.nobody' : 'review.measure.inForce';
    throw new ProblemError(409, { detail: say(language, reviewMessages, key) });
  }

  @Post('measures/:id/end')
  @Needs('moderator')
  @HttpCode(200)
  async end(@Req() request: FastifyRequest, @Param('id') id: string): Promise<MeasureView> {
    const measure = await findMeasure(this.dataSource.manager, knownForm(id));
    if (measure === null) throw new ProblemError(404);
    mustBeLeadFor(measure.kind, request);
    return (await this.measures.end(id, signedIn(request).moderator.id)) ?? measure;
  }

  private async authorOf(id: string): Promise<Author> {
    const author = await authorOf(this.dataSource.manager, this.keys, knownForm(id));
    if (author === null) throw new ProblemError(404);
    return author;
  }
}

/** Whoever keeps an author out answers for it as lead; reading first is everybody's. */
function mustBeLeadFor(kind: MeasureKind, request: FastifyRequest): void {
  if (kind === 'hold_always' || roleIncludes(signedIn(request).moderator.role, 'lead')) return;
  const detail = say(languageOfRequest(request), reviewMessages, 'review.measure.lead');
  throw new ProblemError(403, { detail });
}

function knownForm(id: string): string {
  if (z.uuid().safeParse(id).success) return id;
  throw new ProblemError(404);
}
