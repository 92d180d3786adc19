import { Controller, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ReportReceipt } from '../../contract/reader-api.js';
import { clientAddress } from '../../http/client-address.js';
import { languageOfRequest } from '../../http/language.js';
import { parseRequest } from '../../http/parse-request.js';
import { ProblemError } from '../../http/problem.js';
import { say } from '../../messages/messages.js';
import { reportMessages } from '../../messages/report.messages.js';
import { commentNumber, reportSchema } from './report.schema.js';
import { ReportableQuery } from './reportable.query.js';
import { FLOOD_SECONDS, REPORTS_PER_HOUR, TakeReport } from './take-report.js';

/** Reports by JSON: one comment a request, answered 202 once it is stored. */
@Controller('api/v1/sites/:site/threads/:thread/comments/:number/reports')
export class ReportDoorController {
  constructor(
    private readonly reportables: ReportableQuery,
    private readonly takeReport: TakeReport,
  ) {}

  @Post()
  @HttpCode(202)
  async report(
    @Param() params: { site: string; thread: string; number: string },
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReportReceipt> {
    const language = languageOfRequest(request);
    const wish = parseRequest(reportSchema, request.body, language, reportMessages);
    const number = await this.numberOf(params);
    const result =
      number === null
        ? 'unknown'
        : await this.takeReport.take({ ...wish, number, address: clientAddress(request) });
    switch (result) {
      case 'taken':
        reply.header('cache-control', 'no-store');
        return { received: true };
      case 'unknown':
        throw new ProblemError(404, { detail: say(language, reportMessages, 'report.unknown') });
      case 'flood':
        throw new ProblemError(
          429,
          { detail: say(language, reportMessages, 'report.flood', { limit: REPORTS_PER_HOUR }) },
          { 'retry-after': String(FLOOD_SECONDS) },
        );
    }
  }

  /** Of a comment that readers see in this very thread; null when there is none. */
  private async numberOf({ site, thread, number }: Record<'site' | 'thread' | 'number', string>) {
    const known = commentNumber(number);
    const found = known === null ? null : await this.reportables.find(known);
    return found?.site.key === site && found.thread.key === thread ? known : null;
  }
}
