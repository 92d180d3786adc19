import { Controller, Get, Inject, Logger, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CONFIG, type Config } from '../../config/config.js';
import type { OtherServiceView } from '../../contract/account-api.js';
import { ProblemError } from '../../http/problem.js';
import { publicUrlOf } from '../../http/public-url.js';
import { Public } from '../access.js';
import { OpenSession } from '../open-session.js';
import { clearCookieToken, cookieTokenOf, setCookieToken } from '../session-cookie.js';
import { FindKnown } from './find-known.js';
import { JOURNEY_SECONDS, OtherService } from './other-service.js';

const BACK = '/api/v1/oidc/back';

/** Signing in by another service. Whatever goes wrong leads back to the console's sign-in page, which says what. */
@Controller('api/v1/oidc')
export class OidcController {
  private readonly logger = new Logger(OidcController.name);

  constructor(
    private readonly service: OtherService,
    private readonly known: FindKnown,
    private readonly opening: OpenSession,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Whether there is another service, and what it is called. */
  @Get()
  @Public()
  show(): OtherServiceView {
    return { name: this.config.oidc?.name ?? null };
  }

  @Get('start')
  @Public()
  async start(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    this.requireService();
    try {
      const { url, token } = await this.service.begin(publicUrlOf(request, this.config) + BACK);
      const wish = { purpose: 'oidc', token, seconds: JOURNEY_SECONDS } as const;
      setCookieToken({ request, reply, config: this.config }, wish);
      void reply.redirect(url.href, 302);
    } catch {
      leadBack(reply, 'unreachable');
    }
  }

  @Get('back')
  @Public()
  async back(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    this.requireService();
    const journey = this.service.journeyOf(cookieTokenOf(request, this.config, 'oidc'));
    clearCookieToken({ request, reply, config: this.config }, 'oidc');
    if (journey === null) return leadBack(reply, 'late');
    const address = new URL(request.url, publicUrlOf(request, this.config));
    const found = await this.service.end(address, journey).catch((error: unknown) => {
      this.logger.warn(`a sign-in by the service of OIDC_ISSUER was refused: ${String(error)}`);
      return null;
    });
    if (found === null) return leadBack(reply, 'refused');
    const account = await this.known.find(found);
    if (account === null) return leadBack(reply, 'unknown');
    const opened = await this.opening.openOrAskCode(account, { request, reply });
    return leadBack(reply, 'codeNeeded' in opened ? 'code' : null);
  }

  private requireService(): void {
    if (this.config.oidc === undefined) throw new ProblemError(404);
  }
}

function leadBack(reply: FastifyReply, outcome: string | null): void {
  void reply.redirect(outcome === null ? '/console/' : `/console/?sign-in=${outcome}`, 302);
}
