import { Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { DecisionResult } from '../contract/review-api.js';
import { REJECT_REASONS } from '../domain/decision.entity.js';
import { languageOfRequest } from '../http/language.js';
import { parseRequest } from '../http/parse-request.js';
import { ProblemError } from '../http/problem.js';
import { type Language, say } from '../messages/messages.js';
import { reviewMessages } from '../messages/review.messages.js';
import { Needs } from '../moderators/access.js';
import { signedIn } from '../moderators/access.guard.js';
import { RecordDecision } from './record-decision.js';
import type { RecordResult } from './standing.query.js';
import { UndoDecision } from './undo-decision.js';

const NOTE_LENGTH = 2000;

const note = z
  .string()
  .refine((value) => Array.from(value).length <= NOTE_LENGTH, { error: 'review.note' })
  .transform((value) => value.replaceAll('\0', '').trim() || null)
  .nullish()
  .transform((value) => value ?? null);

const version = z
  .int()
  .min(1)
  .max(2 ** 31 - 1);

const decisionSchema = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('approve'), note, version }),
  z.strictObject({
    act: z.literal('reject'),
    reason: z.enum(REJECT_REASONS).default('other'),
    note,
    version,
  }),
  z.strictObject({ act: z.literal('spam'), reason: z.literal('spam').default('spam'), note, version }),
]);

const undoSchema = z.strictObject({ version });

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
      reject: decision.act === 'approve' ? null : decision.reason,
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
      throw new ProblemError(409, { detail: sentenceOf(result, language), current, last });
    }
  }
}

function sentenceOf(
  { cause, current, last }: Extract<RecordResult, { kind: 'conflict' }>,
  language: Language,
): string {
  if (cause === 'nothing-to-undo') return say(language, reviewMessages, 'review.conflict.nothingToUndo');
  if (cause === 'state' || last === null) {
    return say(language, reviewMessages, 'review.conflict.state', { state: current.state });
  }
  return last.by.kind === 'machine'
    ? say(language, reviewMessages, 'review.conflict.machine')
    : say(language, reviewMessages, 'review.conflict.person', { name: last.by.name, act: last.act });
}
