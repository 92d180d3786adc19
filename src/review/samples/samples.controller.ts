import { Controller, Get, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { CONFIG, type Config } from '../../config/config.js';
import type { SampleAnswered, SampleCount, SampleHand } from '../../contract/samples-api.js';
import { languageOfRequest } from '../../http/language.js';
import { parseRequest } from '../../http/parse-request.js';
import { ProblemError } from '../../http/problem.js';
import { publicUrlOf } from '../../http/public-url.js';
import { say } from '../../messages/messages.js';
import { reviewMessages } from '../../messages/review.messages.js';
import { Needs } from '../../moderators/access.js';
import { signedIn } from '../../moderators/access.guard.js';
import { AnswerSample } from './answer-sample.js';
import { HandSamples } from './hand-samples.js';
import { answerSchema, handSchema } from './samples.schema.js';

/** Settled submissions that somebody looks at once more. */
@Controller('api/v1/review/samples')
export class SamplesController {
  constructor(
    private readonly hands: HandSamples,
    private readonly answers: AnswerSample,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get('count')
  @Needs('moderator')
  count(@Req() request: FastifyRequest): Promise<SampleCount> {
    return this.hands.count(signedIn(request).moderator.id);
  }

  @Post()
  @Needs('moderator')
  @HttpCode(200)
  hand(@Req() request: FastifyRequest): Promise<SampleHand> {
    const language = languageOfRequest(request);
    const { want } = parseRequest(handSchema, request.body, language);
    const audience = { language, publicUrl: publicUrlOf(request, this.config) };
    return this.hands.hand(signedIn(request).moderator.id, want, audience);
  }

  @Post(':id/answer')
  @Needs('moderator')
  @HttpCode(200)
  async answer(@Req() request: FastifyRequest, @Param('id') id: string): Promise<SampleAnswered> {
    const { choice } = parseRequest(answerSchema, request.body, languageOfRequest(request));
    const result = await this.answers.answer(knownForm(id), signedIn(request).moderator.id, choice);
    return typeof result === 'object' ? result : refuse(result, request);
  }

  @Post(':id/undo')
  @Needs('moderator')
  @HttpCode(200)
  async undo(@Req() request: FastifyRequest, @Param('id') id: string): Promise<Record<string, never>> {
    const result = await this.answers.takeBack(knownForm(id), signedIn(request).moderator.id);
    return result === 'done' ? {} : refuse(result, request);
  }

  @Post(':id/pass')
  @Needs('moderator')
  @HttpCode(204)
  async pass(@Req() request: FastifyRequest, @Param('id') id: string): Promise<void> {
    if (!(await this.answers.pass(knownForm(id), signedIn(request).moderator.id)))
      throw new ProblemError(404);
  }
}

function refuse(result: 'unknown' | 'overtaken', request: FastifyRequest): never {
  if (result === 'unknown') throw new ProblemError(404);
  throw new ProblemError(409, {
    detail: say(languageOfRequest(request), reviewMessages, 'review.sample.overtaken'),
  });
}

function knownForm(id: string): string {
  if (z.uuid().safeParse(id).success) return id;
  throw new ProblemError(404);
}
