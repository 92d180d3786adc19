import { Controller, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { NoteList, NoteView } from '../../contract/item-api.js';
import { languageOfRequest } from '../../http/language.js';
import { parseRequest } from '../../http/parse-request.js';
import { ProblemError } from '../../http/problem.js';
import { say } from '../../messages/messages.js';
import { reviewMessages } from '../../messages/review.messages.js';
import { Needs } from '../../moderators/access.js';
import { signedIn } from '../../moderators/access.guard.js';
import { noteSchema } from './authors.schema.js';
import { Notes } from './notes.js';

/** What moderators tell each other. */
@Controller('api/v1/review')
export class NotesController {
  constructor(private readonly notes: Notes) {}

  @Get('submissions/:id/notes')
  @Needs('moderator')
  async list(@Req() request: FastifyRequest, @Param('id') id: string): Promise<NoteList> {
    const notes = await this.notes.on(knownForm(id), signedIn(request).moderator.id);
    if (notes === null) throw new ProblemError(404);
    return { notes };
  }

  @Post('submissions/:id/notes')
  @Needs('moderator')
  @HttpCode(201)
  async write(@Req() request: FastifyRequest, @Param('id') id: string): Promise<NoteView> {
    const language = languageOfRequest(request);
    const wish = parseRequest(noteSchema, request.body, language, reviewMessages);
    const moderatorId = signedIn(request).moderator.id;
    const note = await this.notes.write({ submissionId: knownForm(id), moderatorId, ...wish });
    if (note === 'unknown') throw new ProblemError(404);
    if (note === 'nobody')
      throw new ProblemError(409, { detail: say(language, reviewMessages, 'review.measure.nobody') });
    return note;
  }

  @Post('notes/:id/withdraw')
  @Needs('moderator')
  @HttpCode(200)
  async withdraw(@Req() request: FastifyRequest, @Param('id') id: string): Promise<NoteView> {
    const note = await this.notes.withdraw(knownForm(id), signedIn(request).moderator.id);
    if (note === null) throw new ProblemError(404);
    if (note !== 'not-own') return note;
    throw new ProblemError(403, {
      detail: say(languageOfRequest(request), reviewMessages, 'review.note.notOwn'),
    });
  }
}

function knownForm(id: string): string {
  if (z.uuid().safeParse(id).success) return id;
  throw new ProblemError(404);
}
