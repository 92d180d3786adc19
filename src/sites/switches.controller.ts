import { Controller, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import type { Switches } from '../contract/policy-api.js';
import { languageOfRequest } from '../http/language.js';
import { parseRequest } from '../http/parse-request.js';
import { ProblemError } from '../http/problem.js';
import { Needs } from '../moderators/access.js';
import { signedIn } from '../moderators/access.guard.js';
import { listSwitches, throwSwitch } from './throw-switch.js';

const reason = z
  .string()
  .max(2_000)
  .transform((value) => value.replaceAll('\0', '').trim())
  .pipe(z.string().min(1));

const on = z.boolean();
const thread = z.string().min(1).max(200);
/** A week at most. */
const minutes = z.int().min(1).max(10_080).optional();

const changeSchema = z.discriminatedUnion('switch', [
  z.strictObject({ switch: z.literal('hold-all'), on, reason, minutes }),
  z.strictObject({ switch: z.literal('stop-automation'), on, reason, minutes }),
  z.strictObject({ switch: z.literal('thread-hold'), thread, on, reason, minutes }),
]);

/** What stops the machine in a hurry, and who did. */
@Controller('api/v1/sites/:site/switches')
export class SwitchesController {
  constructor(private readonly dataSource: DataSource) {}

  @Get()
  @Needs('viewer')
  async list(@Param('site') site: string): Promise<Switches> {
    const switches = site.includes('\0') ? null : await listSwitches(this.dataSource.manager, site);
    if (switches === null) throw new ProblemError(404);
    return { switches };
  }

  @Post()
  @Needs('lead')
  @HttpCode(200)
  async change(@Req() request: FastifyRequest, @Param('site') site: string): Promise<Switches> {
    const { switch: name, ...wish } = parseRequest(changeSchema, request.body, languageOfRequest(request));
    if (site.includes('\0') || ('thread' in wish && wish.thread.includes('\0'))) throw new ProblemError(404);
    const by = signedIn(request).moderator.email;
    const result = await throwSwitch(this.dataSource.manager, { site, name, by, ...wish });
    if (result !== 'switched') throw new ProblemError(404);
    return this.list(site);
  }
}
