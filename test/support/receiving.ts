import { PreparedConnections } from '../../src/database/prepared-connections.js';
import { deriveKeys } from '../../src/domain/keys.js';
import type { Site } from '../../src/domain/site.entity.js';
import { Submission } from '../../src/domain/submission.entity.js';
import { type NewSubmission, ReceiveSubmission } from '../../src/intake/receive-submission.js';
import { createTestDatabase, type TestDatabase } from './database.js';
import { given } from './given.js';

const keys = deriveKeys('a secret of the tests, long enough');

/** A database with the accept path on it, and submissions to send. */
export class Receiving {
  /** What was told to the queue since `newSite`. */
  enqueued: string[] = [];
  site: Site;
  threadId: string;
  private counter = 0;
  private first: ReceiveSubmission | undefined;
  private readonly opened: PreparedConnections[] = [];

  private constructor(readonly database: TestDatabase) {}

  static async start(): Promise<Receiving> {
    return new Receiving(await createTestDatabase());
  }

  /** From now on everything goes to a thread of a new site. */
  async newSite(wish: Partial<Site> = {}): Promise<void> {
    await this.endReceivers();
    this.enqueued = [];
    this.site = await given(this.database.dataSource).site({ floodSeconds: 15, ...wish });
    this.threadId = await this.newThread();
  }

  async newThread(): Promise<string> {
    return (await given(this.database.dataSource).thread({ siteId: this.site.id })).id;
  }

  /** The receiver of this site's first process; what it tells the queue lands in `enqueued`. */
  receiver(): ReceiveSubmission {
    this.first ??= this.anotherProcess();
    return this.first;
  }

  /** A receiver on connections of its own, as another process has it. */
  anotherProcess(url = this.database.url): ReceiveSubmission {
    const connections = new PreparedConnections({ url, size: 2 });
    this.opened.push(connections);
    return new ReceiveSubmission(connections, keys, { enqueue: (ids) => void this.enqueued.push(...ids) });
  }

  /** Ends what was opened, and the database. */
  async destroy(): Promise<void> {
    await this.endReceivers();
    await this.database.destroy();
  }

  private async endReceivers(): Promise<void> {
    this.first = undefined;
    await Promise.all(this.opened.splice(0).map((connections) => connections.onApplicationShutdown()));
  }

  /** A submission that nothing refuses, unless the wish makes it so. */
  fresh(wish: Partial<NewSubmission> = {}): NewSubmission {
    this.counter += 1;
    const n = this.counter;
    return {
      site: this.site,
      thread: { id: this.threadId },
      parent: 0,
      author: { name: `Reader ${n}`, email: `r${n}@example.org`, url: '' },
      body: `Text ${n}`,
      userAgent: 'test',
      address: `198.51.${Math.floor(n / 250)}.${(n % 250) + 1}`,
      ...wish,
    };
  }

  countRows(): Promise<number> {
    return this.database.dataSource.getRepository(Submission).countBy({ siteId: this.site.id });
  }

  /**
   * Does `work` with every flood gate exactly `seconds` whole seconds old, again if a second began meanwhile: what was
   * refused leaves no trace, and what was accepted is made old again.
   */
  async whenAged<T>(seconds: number, work: () => Promise<T>): Promise<T> {
    for (;;) {
      const began = await this.age(seconds);
      const result = await work();
      if ((await this.age(seconds)) === began) return result;
    }
  }

  /** Makes every flood gate as old as if `seconds` whole seconds had passed since the submission; the second it is, since 1970. */
  async age(seconds: number): Promise<number> {
    const rows: { second: number }[] = await this.database.dataSource.query(
      `with aged as (update flood_gate set last_at = date_trunc('second', now()) - make_interval(secs => $1))
       select extract(epoch from date_trunc('second', now()))::int as second`,
      [seconds],
    );
    return rows[0]?.second ?? NaN;
  }
}

/** How many results there are of each kind. */
export function tally(results: readonly { kind: string }[]): Record<string, number> {
  const sum: Record<string, number> = {};
  for (const { kind } of results) sum[kind] = (sum[kind] ?? 0) + 1;
  return sum;
}
