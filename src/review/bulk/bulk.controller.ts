import { Controller, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import type { BulkItems, BulkList, BulkMatching, BulkView } from '../../contract/bulk-api.js';
import { languageOfRequest } from '../../http/language.js';
import { parseRequest } from '../../http/parse-request.js';
import { ProblemError } from '../../http/problem.js';
import { bulkMessages } from '../../messages/bulk.messages.js';
import { say } from '../../messages/messages.js';
import { reviewMessages } from '../../messages/review.messages.js';
import { Needs } from '../../moderators/access.js';
import { signedIn } from '../../moderators/access.guard.js';
import { filterSchema } from '../review-items.schema.js';
import { findBulk, listBulkItems, listBulks } from './bulk.query.js';
import { bulkItemsSchema, bulkSchema } from './bulk.schema.js';
import { approveBulk, type BulkPerson, type BulkRefusal, cancelBulk, undoBulk } from './change-bulk.js';
import { countMatching, type FreezeResult, freezeSelection } from './freeze-selection.js';

const MESSAGES = { ...reviewMessages, ...bulkMessages };

/** One decision for many submissions at once. */
@Controller('api/v1/review/bulk')
export class BulkController {
  constructor(private readonly dataSource: DataSource) {}

  @Post()
  @Needs('moderator', { fresh: true })
  @HttpCode(201)
  async make(@Req() request: FastifyRequest): Promise<BulkView> {
    const wish = parseRequest(bulkSchema, request.body, languageOfRequest(request), MESSAGES);
    const written = (request.body as { filter?: unknown }).filter;
    const moderatorId = signedIn(request).moderator.id;
    const result = await freezeSelection(this.dataSource, { wish, moderatorId, written });
    if (result.kind !== 'created') throw notFrozen(request, result);
    return this.view(request, result.id);
  }

  @Get()
  @Needs('moderator')
  list(@Req() request: FastifyRequest): Promise<BulkList> {
    return listBulks(this.dataSource.manager, personOf(request));
  }

  @Get('matching')
  @Needs('moderator')
  matching(@Req() request: FastifyRequest, @Query() query: unknown): Promise<BulkMatching> {
    const filter = parseRequest(filterSchema, query, languageOfRequest(request), reviewMessages);
    return countMatching(this.dataSource.manager, filter);
  }

  @Get(':id')
  @Needs('moderator')
  one(@Req() request: FastifyRequest, @Param('id') id: string): Promise<BulkView> {
    return this.view(request, knownForm(id));
  }

  @Get(':id/items')
  @Needs('moderator')
  async items(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Query() query: unknown,
  ): Promise<BulkItems> {
    const listing = parseRequest(bulkItemsSchema, query, languageOfRequest(request));
    const found = await listBulkItems(this.dataSource.manager, knownForm(id), listing);
    if (found === null) throw new ProblemError(404);
    return found;
  }

  @Post(':id/approve')
  @Needs('moderator', { fresh: true })
  @HttpCode(200)
  async approve(@Req() request: FastifyRequest, @Param('id') id: string): Promise<BulkView> {
    const result = await approveBulk(this.dataSource, knownForm(id), personOf(request));
    if (result !== 'approved') throw refused(request, result);
    return this.view(request, id);
  }

  @Post(':id/cancel')
  @Needs('moderator')
  @HttpCode(200)
  async cancel(@Req() request: FastifyRequest, @Param('id') id: string): Promise<BulkView> {
    const result = await cancelBulk(this.dataSource, knownForm(id), personOf(request));
    if (result !== 'cancelled') throw refused(request, result);
    return this.view(request, id);
  }

  @Post(':id/undo')
  @Needs('moderator')
  @HttpCode(201)
  async undo(@Req() request: FastifyRequest, @Param('id') id: string): Promise<BulkView> {
    const result = await undoBulk(this.dataSource, knownForm(id), personOf(request));
    if (typeof result === 'string') throw refused(request, result);
    return this.view(request, result.undo);
  }

  private async view(request: FastifyRequest, id: string): Promise<BulkView> {
    const found = await findBulk(this.dataSource.manager, id, personOf(request));
    if (found === null) throw new ProblemError(404);
    return found;
  }
}

function personOf(request: FastifyRequest): BulkPerson {
  const { id, role } = signedIn(request).moderator;
  return { id, role };
}

function knownForm(id: string): string {
  if (z.uuid().safeParse(id).success) return id;
  throw new ProblemError(404);
}

function notFrozen(
  request: FastifyRequest,
  result: Exclude<FreezeResult, { kind: 'created' }>,
): ProblemError {
  const language = languageOfRequest(request);
  switch (result.kind) {
    case 'nothing':
      return new ProblemError(409, { detail: say(language, bulkMessages, 'bulk.nothing') });
    case 'busy':
      return new ProblemError(409, {
        detail: say(language, bulkMessages, 'bulk.busy', { most: result.most }),
      });
    case 'more': {
      const { count, more } = result;
      const key = more ? 'bulk.tooMany' : 'bulk.more';
      return new ProblemError(409, { detail: say(language, bulkMessages, key, { count }), count, more });
    }
  }
}

const STATUS: Partial<Record<BulkRefusal, number>> = { unknown: 404, foreign: 403, own: 403 };

function refused(request: FastifyRequest, refusal: BulkRefusal): ProblemError {
  const detail = say(languageOfRequest(request), bulkMessages, `bulk.refused.${refusal}`);
  return new ProblemError(STATUS[refusal] ?? 409, { detail });
}
