import { type ArgumentsHost, Catch, type ExceptionFilter, Inject, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CONFIG, type Config } from '../config/config.js';
import { languageOfRequest } from '../http/language.js';
import { statusOf } from '../http/problem.js';
import { publicUrlOf } from '../http/public-url.js';
import { say } from '../messages/messages.js';
import { publicationMessages } from '../messages/publication.messages.js';
import { basePathOf, renderPart, sendPage } from './page.js';

/** Turns whatever a page threw into a page that says so. All pages that are not there look the same. */
@Catch()
export class PageFilter implements ExceptionFilter {
  private readonly logger = new Logger('publication');

  constructor(@Inject(CONFIG) private readonly config: Config) {}

  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const status = statusOf(error);
    if (status >= 500 && status !== 503) {
      this.logger.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
    }
    const language = languageOfRequest(request);
    const notice = status === 503 ? 'away' : status >= 500 ? 'failed' : 'missing';
    const title = say(language, publicationMessages, `${notice}.title`);
    await sendPage(request, reply, {
      status,
      language,
      title,
      site: { name: '', href: null },
      main: renderPart('notice', { title, text: say(language, publicationMessages, `${notice}.text`) }),
      canonical: null,
      basePath: basePathOf(publicUrlOf(request, this.config)),
      personal: true,
      partners: [],
    });
  }
}
