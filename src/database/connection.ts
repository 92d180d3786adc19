import pg from 'pg';

/** What pg says when `query_timeout` is over. */
const READ_TIMEOUT = /^query read timeout$/i;

/**
 * A connection that does no harm when it breaks. Between two statements of a transaction nobody listens to its errors, and
 * an unheard error ends the process; here the next statement fails instead. And when a statement has no answer within
 * `query_timeout` the connection is ended: pg alone would leave it waiting, so that a pool hands a dead connection out
 * again and again until TCP gives it up, which takes a quarter of an hour.
 */
export class Connection extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    this.on('error', () => undefined);
    const query = this.query.bind(this) as (...args: unknown[]) => unknown;
    this.query = ((...args: unknown[]) => {
      const answer = query(...args);
      if (answer instanceof Promise) answer.catch((error: unknown) => this.endIfSilent(error));
      return answer;
    }) as pg.Client['query'];
  }

  private endIfSilent(error: unknown): void {
    if (!(error instanceof Error) || !READ_TIMEOUT.test(error.message)) return;
    this.end().catch(() => undefined);
  }
}
