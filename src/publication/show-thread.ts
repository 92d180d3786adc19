import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CONFIG, type Config } from '../config/config.js';
import { permalinkOf } from '../domain/permalink.js';
import { negotiateLanguage } from '../http/language.js';
import { ProblemError } from '../http/problem.js';
import { publicUrlOf } from '../http/public-url.js';
import type { Language } from '../messages/messages.js';
import { basePathOf, sendPage } from './page.js';
import { readBrowser } from './reader-browser.js';
import { type PublicThread, ThreadQuery } from './thread.query.js';
import { ThreadSection } from './thread-section.js';

/** What stands above the comments. */
export interface Article {
  /** Safe HTML. */
  html: string;
  /** Where the site's name leads. */
  home: string | null;
}

/** A page with a thread on it. */
export interface ThreadPageWish {
  site: string;
  thread: string;
  article: (
    thread: PublicThread,
    place: { language: Language; permalink: string; basePath: string },
  ) => Article;
}

/** Answers with a thread's page: an article, the comments, the form. */
@Injectable()
export class ShowThread {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly threads: ThreadQuery,
    private readonly section: ThreadSection,
  ) {}

  /** @throws ProblemError 404 where there is no such thread, or it is hidden. */
  async show(request: FastifyRequest, reply: FastifyReply, wish: ThreadPageWish): Promise<void> {
    const thread = await this.threads.thread(wish.site, wish.thread);
    if (thread === null) throw new ProblemError(404);
    const { site } = thread;
    const publicUrl = publicUrlOf(request, this.config);
    const permalink = permalinkOf(publicUrl, site.key, thread);
    const basePath = basePathOf(publicUrl);
    const language = negotiateLanguage(
      { locale: thread.locale ?? site.locale, locales: site.locales },
      request.headers['accept-language'],
    );
    const section = await this.section.render({
      thread,
      browser: readBrowser(request, site.url ?? publicUrl),
      language,
      permalink,
      here: thread.url?.startsWith('/')
        ? permalink
        : permalinkOf(publicUrl, site.key, { key: thread.key, url: null }),
      basePath,
      action: `${basePath}${site.key === 'default' ? '' : `/sites/${encodeURIComponent(site.key)}`}/wp-comments-post.php`,
    });
    const article = wish.article(thread, { language, permalink, basePath });
    await sendPage(request, reply, {
      status: 200,
      language,
      title: thread.title,
      site: { name: site.name, href: article.home },
      main: `${article.html}${section.html}`,
      canonical: section.index ? permalink : null,
      basePath,
      personal: section.personal,
      partners: originsOf([permalink, ...(site.url === null ? [] : [site.url])]),
      random: section.formKey,
    });
  }
}

function originsOf(urls: readonly string[]): string[] {
  return [...new Set(urls.map((url) => new URL(url).origin))];
}
