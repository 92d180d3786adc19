import { Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ProblemError } from '../../http/problem.js';
import { Needs } from '../../moderators/access.js';
import { signedIn } from '../../moderators/access.guard.js';
import { JudgeReporter } from './judge-reporter.js';

/** Whether a reader's reports count. */
@Controller('api/v1/review/reports/:id')
export class ReportsController {
  constructor(private readonly judge: JudgeReporter) {}

  @Post('disregard')
  @Needs('lead')
  @HttpCode(204)
  async disregard(@Req() request: FastifyRequest, @Param('id') id: string): Promise<void> {
    const { moderator } = signedIn(request);
    if (!isId(id) || !(await this.judge.disregard(id, moderator.id))) throw new ProblemError(404);
  }

  @Post('believe')
  @Needs('lead')
  @HttpCode(204)
  async believe(@Param('id') id: string): Promise<void> {
    if (!isId(id) || !(await this.judge.believe(id))) throw new ProblemError(404);
  }
}

function isId(id: string): boolean {
  return z.uuid().safeParse(id).success;
}
