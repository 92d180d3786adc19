import { Controller, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import type { Translation, TranslationOffer } from '../../contract/item-api.js';
import type { Language } from '../../contract/review-api.js';
import { languageOfRequest } from '../../http/language.js';
import { parseRequest } from '../../http/parse-request.js';
import { ProblemError } from '../../http/problem.js';
import { say } from '../../messages/messages.js';
import { reviewMessages } from '../../messages/review.messages.js';
import { Needs } from '../../moderators/access.js';
import { Translate } from './translate.js';

const wishSchema = z.strictObject({ to: z.enum(['en', 'ja']) });

/** A comment in the language of who reads it, by a machine. */
@Controller('api/v1/review')
export class TranslationController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly translation: Translate,
  ) {}

  @Get('translation')
  @Needs('viewer')
  offer(): TranslationOffer {
    return { available: this.translation.available };
  }

  @Post('submissions/:id/translation')
  @Needs('moderator')
  @HttpCode(200)
  async translate(@Req() request: FastifyRequest, @Param('id') id: string): Promise<Translation> {
    const language = languageOfRequest(request);
    const { to } = parseRequest(wishSchema, request.body, language);
    const found = z.uuid().safeParse(id).success ? await this.textOf(id) : undefined;
    if (found === undefined) throw new ProblemError(404);
    const text = await this.translation.translate({ ...found, to });
    if (text !== null) return { text, to };
    throw new ProblemError(503, { detail: say(language, reviewMessages, 'review.noTranslation') });
  }

  private async textOf(id: string): Promise<{ text: string; from: Language | null } | undefined> {
    const rows: { text: string; from: Language | null }[] = await this.dataSource.query(
      `select body as text, language as "from" from submission where id = $1`,
      [id],
    );
    return rows[0];
  }
}
