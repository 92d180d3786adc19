import { Controller, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import type { Brakes } from '../contract/policy-api.js';
import { languageOfRequest } from '../http/language.js';
import { parseRequest } from '../http/parse-request.js';
import { ProblemError } from '../http/problem.js';
import { Needs } from '../moderators/access.js';
import { signedIn } from '../moderators/access.guard.js';
import { brakeRule, listBrakes } from './brake-rule.js';

const changeSchema = z.strictObject({
  rule: z.string().min(1).max(200),
  on: z.boolean(),
  reason: z
    .string()
    .max(2_000)
    .transform((value) => value.replaceAll('\0', '').trim())
    .pipe(z.string().min(1)),
  /** A week at most. */
  minutes: z.int().min(1).max(10_080).optional(),
});

/** Rules that were stopped, by count or by hand, and the way to let them go. */
@Controller('api/v1/sites/:site/policy/brakes')
export class RuleBrakesController {
  constructor(private readonly dataSource: DataSource) {}

  @Get()
  @Needs('viewer')
  async list(@Param('site') site: string): Promise<Brakes> {
    const brakes = site.includes('\0') ? null : await listBrakes(this.dataSource.manager, site);
    if (brakes === null) throw new ProblemError(404);
    return { brakes };
  }

  @Post()
  @Needs('lead')
  @HttpCode(200)
  async change(@Req() request: FastifyRequest, @Param('site') site: string): Promise<Brakes> {
    const wish = parseRequest(changeSchema, request.body, languageOfRequest(request));
    if (site.includes('\0') || wish.rule.includes('\0')) throw new ProblemError(404);
    const by = signedIn(request).moderator.email;
    const result = await brakeRule(this.dataSource.manager, { site, by, ...wish });
    if (result !== 'changed') throw new ProblemError(404);
    return this.list(site);
  }
}
