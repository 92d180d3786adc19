import { Controller, Get, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DataSource, QueryFailedError } from 'typeorm';
import type { AgreementFigures, RuleFigures, TodayFigures } from '../../contract/desk-api.js';
import { languageOfRequest } from '../../http/language.js';
import { parseRequest } from '../../http/parse-request.js';
import { ProblemError } from '../../http/problem.js';
import { figuresMessages } from '../../messages/figures.messages.js';
import { say } from '../../messages/messages.js';
import { Needs } from '../../moderators/access.js';
import { agreementFigures } from './agreement.query.js';
import { agreementSchema, rulesSchema, todaySchema } from './figures.schema.js';
import { ruleFigures } from './rule-figures.query.js';
import { todayFigures } from './today.query.js';

/** SQLSTATE of a zone that this process knows and PostgreSQL does not. */
const UNKNOWN_ZONE = '22023';

/** How the desk is doing; persons are never told apart. */
@Controller('api/v1/review/figures')
export class FiguresController {
  constructor(private readonly dataSource: DataSource) {}

  @Get('today')
  @Needs('viewer')
  async today(@Req() request: FastifyRequest, @Query() query: unknown): Promise<TodayFigures> {
    const language = languageOfRequest(request);
    const wish = parseRequest(todaySchema, query, language, figuresMessages);
    const figures = await todayFigures(this.dataSource.manager, wish).catch((error: unknown) => {
      if (!(error instanceof QueryFailedError) || codeOf(error) !== UNKNOWN_ZONE) throw error;
      const message = say(language, figuresMessages, 'figures.zone');
      throw new ProblemError(400, { errors: [{ field: 'zone', message }] });
    });
    if (figures === null) throw new ProblemError(404);
    return figures;
  }

  @Get('rules')
  @Needs('viewer')
  rules(@Req() request: FastifyRequest, @Query() query: unknown): Promise<RuleFigures> {
    const language = languageOfRequest(request);
    return ruleFigures(this.dataSource.manager, parseRequest(rulesSchema, query, language), language);
  }

  @Get('agreement')
  @Needs('viewer')
  agreement(@Req() request: FastifyRequest, @Query() query: unknown): Promise<AgreementFigures> {
    const wish = parseRequest(agreementSchema, query, languageOfRequest(request));
    return agreementFigures(this.dataSource.manager, wish);
  }
}

function codeOf(error: QueryFailedError): unknown {
  const driverError: unknown = error.driverError;
  return typeof driverError === 'object' && driverError !== null && 'code' in driverError
    ? driverError.code
    : undefined;
}
