import { Controller, Delete, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import type { CreatedToken, TokenView } from '../contract/review-api.js';
import { ApiToken } from '../domain/session.entity.js';
import { languageOfRequest } from '../http/language.js';
import { parseRequest } from '../http/parse-request.js';
import { ProblemError } from '../http/problem.js';
import { moderatorsMessages } from '../messages/moderators.messages.js';
import { Needs } from './access.js';
import { signedIn } from './access.guard.js';
import { nameSchema } from './create-moderator.js';
import { createToken } from './create-token.js';

const tokenSchema = z.strictObject({ name: nameSchema('moderators.fault.tokenName') });

/** The bearer tokens of the signed-in moderator. A token cannot make or end tokens: a stolen one must not outlive its end. */
@Controller('api/v1/tokens')
export class TokensController {
  constructor(private readonly dataSource: DataSource) {}

  @Get()
  @Needs('viewer')
  async list(@Req() request: FastifyRequest): Promise<TokenView[]> {
    const tokens = await this.dataSource.getRepository(ApiToken).find({
      where: { moderatorId: signedIn(request).moderator.id },
      order: { createdAt: 'DESC', id: 'ASC' },
    });
    return tokens.map(({ id, name, createdAt, lastUsedAt }) => ({
      id,
      name,
      createdAt: createdAt.toISOString(),
      lastUsedAt: lastUsedAt?.toISOString() ?? null,
    }));
  }

  @Post()
  @Needs('viewer', { sessionOnly: true, fresh: true })
  @HttpCode(201)
  async create(@Req() request: FastifyRequest): Promise<CreatedToken> {
    const language = languageOfRequest(request);
    const { name } = parseRequest(tokenSchema, request.body, language, moderatorsMessages);
    const { email } = signedIn(request).moderator;
    const result = await createToken(this.dataSource.manager, { email, name });
    if (result.kind === 'unknown-moderator') throw new ProblemError(401);
    const { id, token, createdAt } = result;
    return { id, name, createdAt: createdAt.toISOString(), lastUsedAt: null, token };
  }

  /** 404 for a token that does not exist and for one of somebody else. */
  @Delete(':id')
  @Needs('viewer', { sessionOnly: true, fresh: true })
  @HttpCode(204)
  async remove(@Req() request: FastifyRequest, @Param('id') id: string): Promise<void> {
    if (!z.uuid().safeParse(id).success) throw new ProblemError(404);
    const moderatorId = signedIn(request).moderator.id;
    const { affected } = await this.dataSource.getRepository(ApiToken).delete({ id, moderatorId });
    if (affected !== 1) throw new ProblemError(404);
  }
}
