import { Controller, Delete, HttpCode, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Leases } from '../../contract/review-api.js';
import { languageOfRequest } from '../../http/language.js';
import { parseRequest } from '../../http/parse-request.js';
import { ProblemError } from '../../http/problem.js';
import { reviewMessages } from '../../messages/review.messages.js';
import { Needs } from '../../moderators/access.js';
import { signedIn } from '../../moderators/access.guard.js';
import { HandOut } from './hand-out.js';
import { flagSchema, leaseWishSchema } from './leases.schema.js';
import { RaiseFlag } from './raise-flag.js';

/** Who has what on screen, and what is passed on. */
@Controller('api/v1/review')
export class LeasesController {
  constructor(
    private readonly handOut: HandOut,
    private readonly raiseFlag: RaiseFlag,
  ) {}

  @Post('leases')
  @Needs('moderator')
  @HttpCode(200)
  lease(@Req() request: FastifyRequest): Promise<Leases> {
    const wish = parseRequest(leaseWishSchema, request.body, languageOfRequest(request), reviewMessages);
    return this.handOut.handOut(wish, signedIn(request).moderator);
  }

  @Delete('leases')
  @Needs('moderator')
  @HttpCode(204)
  async release(@Req() request: FastifyRequest): Promise<void> {
    await this.handOut.release(signedIn(request).moderator.id);
  }

  @Post('submissions/:id/flags')
  @Needs('moderator')
  @HttpCode(204)
  async flag(@Req() request: FastifyRequest, @Param('id') id: string): Promise<void> {
    const flag = parseRequest(flagSchema, request.body, languageOfRequest(request), reviewMessages);
    const known = z.uuid().safeParse(id).success;
    const moderatorId = signedIn(request).moderator.id;
    if (!known || !(await this.raiseFlag.raise({ submissionId: id, moderatorId, ...flag })))
      throw new ProblemError(404);
  }
}
