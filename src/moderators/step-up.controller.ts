import { Controller, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { StepUpWays } from '../contract/account-api.js';
import type { SessionView } from '../contract/review-api.js';
import { languageOfRequest } from '../http/language.js';
import { parseRequest } from '../http/parse-request.js';
import { Needs } from './access.js';
import { signedIn } from './access.guard.js';
import { browserAt } from './browser-at.js';
import { OpenSession } from './open-session.js';
import { lockedOut, refusal, wrongField } from './refusals.js';
import { StepUp } from './step-up.js';

const proofSchema = z.union([
  z.strictObject({ password: z.string().max(4000) }),
  z.strictObject({ code: z.string().max(100) }),
]);

/** Confirming who one is, before what does harm in wrong hands. */
@Controller('api/v1/session/step-up')
export class StepUpController {
  constructor(
    private readonly stepUp: StepUp,
    private readonly opening: OpenSession,
  ) {}

  /** By what the moderator can confirm. */
  @Get()
  @Needs('viewer', { sessionOnly: true, beforeSecondFactor: true })
  ways(@Req() request: FastifyRequest): Promise<StepUpWays> {
    return this.stepUp.waysOf(signedIn(request).moderator.id);
  }

  @Post()
  @Needs('viewer', { sessionOnly: true, beforeSecondFactor: true })
  @HttpCode(200)
  async confirm(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView> {
    const proof = parseRequest(proofSchema, request.body, languageOfRequest(request));
    const { moderator, credential } = signedIn(request);
    const { tokenHash } = credential;
    const { network } = browserAt(request);
    const result = await this.stepUp.confirm({ moderator, tokenHash, network, proof });
    switch (result.kind) {
      case 'confirmed': {
        const { tokens } = result;
        const secondFactor = credential.kind === 'session' && credential.secondFactor;
        return this.opening.goOn({ moderator, tokens, secondFactor }, { request, reply });
      }
      case 'refused':
        if ('code' in proof) throw wrongField(request, 'code', 'account.wrongCode');
        throw wrongField(request, 'password', 'account.wrongPassword');
      case 'ended':
        throw refusal(request, 401, 'account.passwordAgain');
      case 'locked':
        throw lockedOut(request, result.retryAfterSeconds);
    }
  }
}
