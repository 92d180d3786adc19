import type { FastifyInstance } from 'fastify';
import { channel, type Channel } from 'node:diagnostics_channel';

/** An answer that was sent, or broken off. */
export interface AnsweredEvent {
  method: string;
  /** The pattern of the route, never the address; `none` where there is no such route. */
  route: string;
  status: number;
  seconds: number;
}

/** Every answer of this process; costs nothing while nobody listens. */
export const ANSWERED = channel('replydesk.http.answered') as Channel<unknown, AnsweredEvent>;

/** Reports the answers of a server. */
export function reportAnswers(fastify: FastifyInstance): void {
  fastify.addHook('onResponse', (request, reply, done) => {
    ANSWERED.publish({
      method: request.method,
      route: request.routeOptions.url ?? 'none',
      status: reply.statusCode,
      seconds: reply.elapsedTime / 1_000,
    });
    done();
  });
}
