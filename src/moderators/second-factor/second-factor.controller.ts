import { Controller, Delete, Get, HttpCode, Inject, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CONFIG, type Config } from '../../config/config.js';
import type { RecoveryCodes, SecondFactorStart, SecondFactorView } from '../../contract/account-api.js';
import { languageOfRequest } from '../../http/language.js';
import { parseRequest } from '../../http/parse-request.js';
import { Needs } from '../access.js';
import { signedIn } from '../access.guard.js';
import { notePeopleEvent } from '../people/note-people-event.js';
import { refusal, wrongField } from '../refusals.js';
import { removeSecondFactor, SecondFactors } from './second-factors.js';

const codeSchema = z.strictObject({ code: z.string().max(100) });

/** The signed-in moderator's own second factor. */
@Controller('api/v1/account/second-factor')
export class SecondFactorController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly secondFactors: SecondFactors,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get()
  @Needs('viewer', { sessionOnly: true, beforeSecondFactor: true })
  async show(@Req() request: FastifyRequest): Promise<SecondFactorView> {
    const state = await this.secondFactors.stateOf(signedIn(request).moderator.id);
    return { ...state, required: this.config.secondFactor === 'required' };
  }

  @Post()
  @Needs('viewer', { sessionOnly: true, fresh: true, beforeSecondFactor: true })
  @HttpCode(200)
  async begin(@Req() request: FastifyRequest): Promise<SecondFactorStart> {
    const begun = await this.secondFactors.begin(signedIn(request).moderator);
    if (begun === null) throw refusal(request, 409, 'account.secondFactorIsOn');
    return begun;
  }

  @Post('confirm')
  @Needs('viewer', { sessionOnly: true, fresh: true, beforeSecondFactor: true })
  @HttpCode(200)
  async confirm(@Req() request: FastifyRequest): Promise<RecoveryCodes> {
    const { code } = parseRequest(codeSchema, request.body, languageOfRequest(request));
    const codes = await this.secondFactors.confirm(signedIn(request).moderator.id, code);
    if (codes === null) throw wrongField(request, 'code', 'account.wrongCode');
    return { codes };
  }

  @Post('recovery-codes')
  @Needs('viewer', { sessionOnly: true, fresh: true })
  @HttpCode(200)
  async renew(@Req() request: FastifyRequest): Promise<RecoveryCodes> {
    const { id } = signedIn(request).moderator;
    if (!(await this.secondFactors.stateOf(id)).on) throw refusal(request, 409, 'account.secondFactorIsOff');
    return this.dataSource.transaction(async (manager) => {
      await notePeopleEvent(manager, { actorId: id, moderatorId: id, kind: 'recovery-codes' });
      return { codes: await this.secondFactors.renewRecoveryCodes(manager, id) };
    });
  }

  @Delete()
  @Needs('viewer', { sessionOnly: true, fresh: true })
  @HttpCode(204)
  async remove(@Req() request: FastifyRequest): Promise<void> {
    if (this.config.secondFactor === 'required') throw refusal(request, 409, 'account.secondFactorStays');
    const { id } = signedIn(request).moderator;
    await this.dataSource.transaction(async (manager) => {
      const wasOn = await removeSecondFactor(manager, id);
      if (wasOn) await notePeopleEvent(manager, { actorId: id, moderatorId: id, kind: 'factor-off' });
    });
  }
}
