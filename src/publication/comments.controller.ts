import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { CONFIG, type Config } from '../config/config.js';
import type { CommentPage } from '../contract/reader-api.js';
import { permalinkOf } from '../domain/permalink.js';
import { languageOfRequest } from '../http/language.js';
import { ProblemError } from '../http/problem.js';
import { publicUrlOf } from '../http/public-url.js';
import { type Language, say } from '../messages/messages.js';
import { publicationMessages } from '../messages/publication.messages.js';
import { commentView } from './comment-view.js';
import { cursorOf, pathOfCursor } from './cursor.js';
import { etagOf, isFresh } from './etag.js';
import { RenderedBodies } from './rendered-bodies.js';
import { ThreadQuery } from './thread.query.js';

const MAX_LIMIT = 200;
const DEFAULT_LIMIT = 100;

const querySchema = z.object({
  limit: z
    .string()
    .regex(/^\d{1,3}$/)
    .transform(Number)
    .pipe(z.number().min(1).max(MAX_LIMIT))
    .default(DEFAULT_LIMIT),
  after: z
    .string()
    .transform((cursor, context) => {
      const path = pathOfCursor(cursor);
      if (path === undefined) context.addIssue('unknown cursor');
      return path ?? [];
    })
    .optional(),
});

/** The comments of a thread as JSON, the same for everybody. */
@Controller('api/v1')
export class CommentsController {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly threads: ThreadQuery,
    private readonly bodies: RenderedBodies,
  ) {}

  /** 200 CommentPage, 304, 400 for a query that is not valid, 404 for a thread that is unknown or hidden. */
  @Get('sites/:site/threads/:thread/comments')
  async list(
    @Param() params: { site: string; thread: string },
    @Query() query: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const language = languageOfRequest(request);
    const wish = querySchema.safeParse(query);
    if (!wish.success) throw badQuery(language, wish.error);
    const page = await this.page(params, wish.data, request);
    if (page === null) {
      throw new ProblemError(404, { detail: say(language, publicationMessages, 'api.noThread') });
    }
    const json = JSON.stringify(page);
    const etag = etagOf(json);
    void reply.headers({
      etag,
      'cache-control': 'public, max-age=0, must-revalidate',
      // Public data that is the same for everybody, so pages of any site may read it.
      'access-control-allow-origin': '*',
      'access-control-expose-headers': 'etag',
    });
    if (isFresh(request.headers['if-none-match'], etag)) await reply.status(304).send();
    else await reply.type('application/json; charset=utf-8').send(json);
  }

  private async page(
    { site, thread: key }: { site: string; thread: string },
    wish: z.infer<typeof querySchema>,
    request: FastifyRequest,
  ): Promise<CommentPage | null> {
    const thread = await this.threads.thread(site, key);
    if (thread === null) return null;
    const permalink = permalinkOf(publicUrlOf(request, this.config), thread.site.key, thread);
    const { comments, more } = await this.threads.comments(thread.id, wish.after ?? null, wish.limit);
    const last = comments.at(-1);
    return {
      thread: { key: thread.key, title: thread.title, url: permalink, closed: thread.closed },
      comments: comments.map((row) => commentView(row, permalink, this.bodies)),
      ...(more && last !== undefined ? { next: cursorOf(last.path) } : {}),
    };
  }
}

function badQuery(language: Language, error: z.ZodError): ProblemError {
  const messages = { limit: 'api.limit', after: 'api.after' } as const;
  const fields = new Set(error.issues.map(({ path }) => (path[0] === 'limit' ? 'limit' : 'after')));
  return new ProblemError(400, {
    title: say(language, publicationMessages, 'api.badQuery'),
    errors: [...fields].map((field) => ({
      field,
      message: say(language, publicationMessages, messages[field], { max: MAX_LIMIT }),
    })),
  });
}
