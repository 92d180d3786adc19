import { Controller, Get, Inject, Req, Res, UseFilters } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CONFIG, type Config } from '../config/config.js';
import { languageOfRequest } from '../http/language.js';
import { ProblemError } from '../http/problem.js';
import { publicUrlOf } from '../http/public-url.js';
import { say } from '../messages/messages.js';
import { publicationMessages } from '../messages/publication.messages.js';
import { PageFilter } from './page.filter.js';
import { basePathOf, renderPart, sendPage } from './page.js';
import { ShowThread } from './show-thread.js';
import { ThreadQuery } from './thread.query.js';

/** Articles of the example site and the threads below them (sites/first-run.ts). */
const ARTICLES = { english: '1', japanese: '2', closed: '3' } as const;

type ArticleName = keyof typeof ARTICLES;

/** The example site: an article in English, one in Japanese, and one that takes no comments any more. */
@Controller('example')
@UseFilters(PageFilter)
export class ExampleController {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly threads: ThreadQuery,
    private readonly showThread: ShowThread,
  ) {}

  /** Addresses end in a slash, which routes of the framework cannot: hence one route for all of them. */
  @Get(['', '*'])
  async page(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    if (!this.config.example) throw new ProblemError(404);
    const { pathname: path, search } = new URL(request.url, 'http://desk');
    const name = path.slice('/example/'.length);
    if (path === '/example/') return this.index(request, reply);
    if (!path.endsWith('/') && (name === '' || isArticle(name))) {
      await reply.redirect(`${basePathOf(publicUrlOf(request, this.config))}${path}/${search}`, 308);
      return;
    }
    return this.article(name.slice(0, -1), request, reply);
  }

  private async index(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const publicUrl = publicUrlOf(request, this.config);
    const language = languageOfRequest(request);
    const basePath = basePathOf(publicUrl);
    const threads = await Promise.all(
      Object.values(ARTICLES).map((key) => this.threads.thread('default', key)),
    );
    const title = say(language, publicationMessages, 'example.title');
    await sendPage(request, reply, {
      status: 200,
      language,
      title,
      site: { name: threads[0]?.site.name ?? title, href: null },
      main: renderPart('example-index', {
        text: (key: keyof typeof publicationMessages) => say(language, publicationMessages, key),
        articles: threads.flatMap((thread) =>
          thread === null ? [] : [{ ...thread, href: `${basePath}${thread.url}` }],
        ),
        consoleHref: `${basePath}/console/`,
      }),
      canonical: `${publicUrl}/example/`,
      basePath,
      personal: false,
      partners: [],
    });
  }

  private async article(name: string, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    if (!isArticle(name)) throw new ProblemError(404);
    await this.showThread.show(request, reply, {
      site: 'default',
      thread: ARTICLES[name],
      article: (thread, { language, basePath }) => ({
        html: renderPart('article', {
          title: thread.title,
          lang: thread.locale ?? thread.site.locale,
          body: renderPart(`article-${name}`, {}),
          note: say(language, publicationMessages, 'example.note'),
          back: { href: `${basePath}/example/`, text: say(language, publicationMessages, 'example.back') },
        }),
        home: `${basePath}/example/`,
      }),
    });
  }
}

function isArticle(name: string): name is ArticleName {
  return Object.hasOwn(ARTICLES, name);
}
