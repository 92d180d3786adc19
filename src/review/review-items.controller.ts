import { Controller, Get, Inject, Param, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CONFIG, type Config } from '../config/config.js';
import type {
  Matching,
  QueueCounts,
  ReviewItemDetail,
  ReviewPage,
  SiteOption,
} from '../contract/review-api.js';
import { languageOfRequest } from '../http/language.js';
import { parseRequest } from '../http/parse-request.js';
import { ProblemError } from '../http/problem.js';
import { publicUrlOf } from '../http/public-url.js';
import { reviewMessages } from '../messages/review.messages.js';
import { Needs } from '../moderators/access.js';
import { countQueues } from './queue-counts.query.js';
import { ReviewItemQuery } from './review-item.query.js';
import { ReviewItemsQuery } from './review-items.query.js';
import { countsSchema, filterSchema, listingSchema } from './review-items.schema.js';
import type { Audience } from './review-row.js';

/** What the console reads. */
@Controller('api/v1/review')
export class ReviewItemsController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly items: ReviewItemsQuery,
    private readonly item: ReviewItemQuery,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get('submissions')
  @Needs('viewer')
  async list(@Req() request: FastifyRequest, @Query() query: unknown): Promise<ReviewPage> {
    const audience = this.audienceOf(request);
    return this.items.page(parseRequest(listingSchema, query, audience.language, reviewMessages), audience);
  }

  @Get('matching')
  @Needs('viewer')
  matching(@Req() request: FastifyRequest, @Query() query: unknown): Promise<Matching> {
    return this.items.matching(parseRequest(filterSchema, query, languageOfRequest(request), reviewMessages));
  }

  @Get('submissions/:id')
  @Needs('viewer')
  async show(@Req() request: FastifyRequest, @Param('id') id: string): Promise<ReviewItemDetail> {
    const found = z.uuid().safeParse(id).success ? await this.item.find(id, this.audienceOf(request)) : null;
    if (found === null) throw new ProblemError(404);
    return found;
  }

  @Get('counts')
  @Needs('viewer')
  async counts(@Req() request: FastifyRequest, @Query() query: unknown): Promise<QueueCounts> {
    const { site } = parseRequest(countsSchema, query, languageOfRequest(request));
    return countQueues(this.dataSource.manager, site);
  }

  @Get('sites')
  @Needs('viewer')
  sites(): Promise<SiteOption[]> {
    return this.items.sites();
  }

  private audienceOf(request: FastifyRequest): Audience {
    return { language: languageOfRequest(request), publicUrl: publicUrlOf(request, this.config) };
  }
}
