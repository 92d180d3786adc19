import { Body, Controller, Get, Inject, Param, Post, Query, Req, Res, UseFilters } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CONFIG, type Config } from '../../config/config.js';
import { permalinkOf } from '../../domain/permalink.js';
import type { FormFields } from '../../http/body.js';
import { clientAddress } from '../../http/client-address.js';
import { negotiateLanguage } from '../../http/language.js';
import { faultsOf } from '../../http/parse-request.js';
import { ProblemError } from '../../http/problem.js';
import { publicUrlOf } from '../../http/public-url.js';
import { reportMessages } from '../../messages/report.messages.js';
import { basePathOf, sendPage } from '../page.js';
import { PageFilter } from '../page.filter.js';
import { RenderedBodies } from '../rendered-bodies.js';
import { type FilledIn, reportForm, reportTitle, thanks } from './report-form.js';
import { commentNumber, reportSchema } from './report.schema.js';
import { type Reportable, ReportableQuery } from './reportable.query.js';
import { FLOOD_SECONDS, TakeReport } from './take-report.js';

const EMPTY: FilledIn = { kind: '', note: '', faults: {} };

/** The page on which a reader reports a published comment. It works without a script. */
@Controller('comments/:number/report')
@UseFilters(PageFilter)
export class ReportPageController {
  constructor(
    private readonly reportables: ReportableQuery,
    private readonly takeReport: TakeReport,
    private readonly bodies: RenderedBodies,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get()
  async form(
    @Param('number') number: string,
    @Query('sent') sent: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const target = await this.target(number);
    await this.send(request, reply, { target, status: 200, filledIn: sent === undefined ? EMPTY : null });
  }

  @Post()
  async report(
    @Param('number') number: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const target = await this.target(number);
    const language = languageOf(request, target);
    const fields: FormFields = body instanceof Map ? body : new Map();
    const kind = fields.get('kind') ?? '';
    const note = fields.get('note') ?? '';
    const wish = reportSchema.safeParse({ kind, note });
    if (!wish.success) {
      const faults = Object.fromEntries(
        faultsOf(wish.error, language, reportMessages).map(({ field, message }) => [field, message]),
      );
      await this.send(request, reply, { target, status: 400, filledIn: { kind, note, faults } });
      return;
    }
    const report = { ...wish.data, number: target.comment.id, address: clientAddress(request) };
    const result = await this.takeReport.take(report);
    if (result === 'unknown') throw new ProblemError(404);
    if (result === 'flood') {
      const faults = { flood: true as const };
      void reply.header('retry-after', String(FLOOD_SECONDS));
      await this.send(request, reply, { target, status: 429, filledIn: { kind, note, faults } });
      return;
    }
    await reply.status(303).headers({ location: '?sent=1', 'cache-control': 'no-store' }).send();
  }

  private async target(number: string): Promise<Reportable> {
    const known = commentNumber(number);
    const target = known === null ? null : await this.reportables.find(known);
    if (target === null) throw new ProblemError(404);
    return target;
  }

  /** `filledIn` null: it is sent. */
  private async send(
    request: FastifyRequest,
    reply: FastifyReply,
    { target, status, filledIn }: { target: Reportable; status: number; filledIn: FilledIn | null },
  ): Promise<void> {
    const { site, thread, comment } = target;
    const publicUrl = publicUrlOf(request, this.config);
    const language = languageOf(request, target);
    const permalink = `${permalinkOf(publicUrl, site.key, thread)}#comment-${comment.id}`;
    const page = { language, target, permalink, html: this.bodies.html(comment) };
    await sendPage(request, reply, {
      status,
      language,
      title: reportTitle(language),
      site: { name: site.name, href: site.url },
      main: filledIn === null ? thanks(page) : reportForm(page, filledIn),
      canonical: null,
      basePath: basePathOf(publicUrl),
      personal: true,
      partners: [],
    });
  }
}

function languageOf(request: FastifyRequest, { site, thread }: Reportable) {
  return negotiateLanguage(
    { locale: thread.locale ?? site.locale, locales: site.locales },
    request.headers['accept-language'],
  );
}
