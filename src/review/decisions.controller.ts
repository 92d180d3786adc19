import { Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { DecisionResult } from '../contract/review-api.js';
import { languageOfRequest } from '../http/language.js';
import { parseRequest } from '../http/parse-request.js';
import { ProblemError } from '../http/problem.js';
import type { Language } from '../messages/messages.js';
import { reviewMessages } from '../messages/review.messages.js';
import { Needs } from '../moderators/access.js';
import { signedIn } from '../moderators/access.guard.js';
import { conflictSentence } from './conflict-sentence.js';
import { decisionSchema, rejectionOf, undoSchema } from './decisions.schema.js';
import { RecordDecision } from './record-decision.js';
import type { RecordResult } from './standing.query.js';
import { UndoDecision } from './undo-decision.js';

/** Decides, and takes decisions back. */
@Controller('api/v1/review/submissions/:id')
export class DecisionsController {
  constructor(
    private readonly recordDecision: RecordDecision,
    private readonly undoDecision: UndoDecision,
  ) {}

  @Post('decisions')
  @Needs('moderator')
  @HttpCode(200)
  async decide(@Req() request: FastifyRequest, @Param('id') id: string): Promise<DecisionResult> {
    const language = languageOfRequest(request);
    const decision = parseRequest(decisionSchema, request.body, language, reviewMessages);
    const result = await this.recordDecision.record({
      submissionId: knownForm(id),
      moderatorId: signedIn(request).moderator.id,
      reject: rejectionOf(decision),
      note: decision.note,
      version: decision.version,
    });
    return answerOf(result, language);
  }

  @Post('undo')
  @Needs('moderator')
  @HttpCode(200)
  async undo(@Req() request: FastifyRequest, @Param('id') id: string): Promise<DecisionResult> {
    const language = languageOfRequest(request);
    const wish = parseRequest(undoSchema, request.body, language);
    const moderatorId = signedIn(request).moderator.id;
    const result = await this.undoDecision.undo({ submissionId: knownForm(id), moderatorId, ...wish });
    return answerOf(result, language);
  }
}

function knownForm(id: string): string {
  if (z.uuid().safeParse(id).success) return id;
  throw new ProblemError(404);
}

function answerOf(result: RecordResult, language: Language): DecisionResult {
  switch (result.kind) {
    case 'recorded':
      return result.result;
    case 'unknown':
      throw new ProblemError(404);
    case 'conflict': {
      const { current, last } = result;
      throw new ProblemError(409, { detail: conflictSentence(result, language), current, last });
    }
  }
}
