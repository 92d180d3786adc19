import type { QueueCounts } from '../../src/contract/review-api.js';
import { startApp, type TestApp } from '../support/app.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { given } from '../support/given.js';
import { bearerOf, type ModeratorBrowser, signedInAs } from '../support/moderators.js';

let database: TestDatabase;
let app: TestApp;
let address: string;
let rows: ReturnType<typeof given>;
const listeners: Listener[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  app = await startApp({ databaseUrl: database.url });
  await app.app.listen(0, '127.0.0.1');
  address = await app.app.getUrl();
  rows = given(database.dataSource);
});

afterAll(async () => {
  for (const listener of listeners) listener.hangUp();
  await app.close();
  await database.destroy();
});

/** A console that listens. */
class Listener {
  text = '';
  ended = false;
  response: Response | undefined;
  private readonly abort = new AbortController();

  static async open(headers: Record<string, string>, at = address): Promise<Listener> {
    const listener = new Listener();
    listeners.push(listener);
    const response = await fetch(`${at}/api/v1/review/events`, { headers, signal: listener.abort.signal });
    listener.response = response;
    void listener.read(response);
    await eventually('the first counts', () => listener.counts);
    return listener;
  }

  private async read(response: Response): Promise<void> {
    const decoder = new TextDecoder();
    try {
      for await (const chunk of response.body ?? []) this.text += decoder.decode(chunk, { stream: true });
    } catch {
      // Hung up by this side.
    }
    this.ended = true;
  }

  get events(): QueueCounts[] {
    return [...this.text.matchAll(/^event: counts\ndata: (.+)\n\n/gm)].map(
      ([, data]) => JSON.parse(data ?? '') as QueueCounts,
    );
  }

  get counts(): QueueCounts | undefined {
    return this.events.at(-1);
  }

  hangUp(): void {
    this.abort.abort();
  }
}

const counted = async (browser: ModeratorBrowser) =>
  (await browser.get('/review/counts')).json<QueueCounts>();

describe('the live counts', () => {
  it('come at once, and again after each change, to every console', async () => {
    const browser = await signedInAs(app, database.dataSource, 'moderator');
    const first = await Listener.open({ cookie: browser.cookie });
    const second = await Listener.open(await bearerOf(database.dataSource, 'viewer'));
    expect(first.response?.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(first.response?.headers.get('cache-control')).toBe('no-store');
    expect(first.counts).toEqual(await counted(browser));
    const { id, version } = await rows.heldSubmission();
    for (const listener of [first, second])
      await eventually('one more is held', () => listener.counts?.held === 1);
    await browser.send('POST', `/review/submissions/${id}/decisions`, { act: 'spam', version });
    for (const listener of [first, second])
      await eventually('it is spam', () => listener.counts?.spam === 1 && listener.counts.held === 0);
    expect(first.counts).toEqual(await counted(browser));
  });

  it('gather a burst into few events', async () => {
    const browser = await signedInAs(app, database.dataSource, 'viewer');
    const listener = await Listener.open({ cookie: browser.cookie });
    const [before, held] = [listener.events.length, (await counted(browser)).held];
    await Promise.all(Array.from({ length: 40 }, () => rows.heldSubmission()));
    await eventually('all are counted', () => listener.counts?.held === held + 40);
    expect(listener.events.length - before).toBeLessThan(20);
  });

  it('end with the session, and only with it', async () => {
    const browser = await signedInAs(app, database.dataSource, 'viewer');
    const other = await signedInAs(app, database.dataSource, 'viewer');
    const [listener, staying] = [
      await Listener.open({ cookie: browser.cookie }),
      await Listener.open({ cookie: other.cookie }),
    ];
    await browser.send('DELETE', '/session');
    await eventually('the stream has ended', () => listener.ended);
    expect(staying.ended).toBe(false);
  });

  it('go on when the connection that listens is lost', async () => {
    const browser = await signedInAs(app, database.dataSource, 'viewer');
    const listener = await Listener.open({ cookie: browser.cookie });
    await eventually('the connection is killed', async () => {
      const killed: unknown[] = await database.dataSource.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and application_name = 'replydesk listener'`,
      );
      return killed.length === 1;
    });
    const { held } = await counted(browser);
    await rows.heldSubmission();
    await eventually('it is counted', () => listener.counts?.held === held + 1);
    expect(listener.ended).toBe(false);
  });

  it('end with the process', async () => {
    const short = await startApp({ databaseUrl: database.url });
    await short.app.listen(0, '127.0.0.1');
    const listener = await Listener.open(
      await bearerOf(database.dataSource, 'viewer'),
      await short.app.getUrl(),
    );
    expect(listener.ended).toBe(false);
    await short.close();
    await eventually('the stream has ended', () => listener.ended);
  });

  it('answer HEAD without a stream', async () => {
    const headers = await bearerOf(database.dataSource, 'viewer');
    const response = await fetch(`${address}/api/v1/review/events`, { method: 'HEAD', headers });
    expect([response.status, await response.text()]).toEqual([200, '']);
  });
});
