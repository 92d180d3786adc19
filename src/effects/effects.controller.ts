import { Controller, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import type { EffectPage, EffectReplayed } from '../contract/effects-api.js';
import { languageOfRequest } from '../http/language.js';
import { parseRequest } from '../http/parse-request.js';
import { ProblemError } from '../http/problem.js';
import { effectsMessages } from '../messages/effects.messages.js';
import { Needs } from '../moderators/access.js';
import { effectListingSchema, findEffect, listEffects } from './effects.query.js';
import { replayEffects } from './replay-effects.js';

/** What admins see and do about effects: above all dead letters. */
@Controller('api/v1/effects')
export class EffectsController {
  constructor(private readonly dataSource: DataSource) {}

  @Get()
  @Needs('admin')
  async list(@Req() request: FastifyRequest, @Query() query: unknown): Promise<EffectPage> {
    const listing = parseRequest(effectListingSchema, query, languageOfRequest(request), effectsMessages);
    return listEffects(this.dataSource.manager, listing);
  }

  @Post(':id/replay')
  @Needs('admin')
  @HttpCode(200)
  async replay(@Param('id') id: string): Promise<EffectReplayed> {
    if (!z.uuid().safeParse(id).success) throw new ProblemError(404);
    const { manager } = this.dataSource;
    await replayEffects(manager, { id });
    const effect = await findEffect(manager, id);
    if (effect === null) throw new ProblemError(404);
    return effect;
  }
}
