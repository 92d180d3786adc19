import { GuardedProvider } from './guarded-provider.js';
import { type ModerationProvider, type ProviderAnswer, type ProviderRequest } from './provider.js';
import { PostFailure } from '../../http/outbound/post.js';

const REQUEST: ProviderRequest = { key: 'mod_1', text: 'A remark.', language: 'en' };
const OK: ProviderAnswer = { model: 'm', labels: { spam: 0.1 } };

type Classify = ModerationProvider['classify'];

const guarded = (classify: Classify, { concurrency = 2, halfOpenMs = 20, timeoutMs = 5_000 } = {}) =>
  new GuardedProvider(
    { id: 'webhook', requires: ['text'], uses: [], timeoutMs, classify },
    { concurrency, halfOpenMs },
  );

const failing: Classify = () => Promise.reject(new PostFailure('error', 'status 500'));

describe('GuardedProvider', () => {
  it('tells what was answered, what was sent and how long it took', async () => {
    const call = await guarded(() => Promise.resolve(OK)).call(REQUEST);
    expect(call).toMatchObject({ id: 'webhook', status: 'ok', ...OK, sent: ['text', 'language'] });
    expect(call.ms).toBeGreaterThanOrEqual(0);
  });

  it('never throws, and tells nothing that an error says', async () => {
    const { status, reason } = await guarded(() => Promise.reject(new TypeError('key sk-1 is bad'))).call(
      REQUEST,
    );
    expect([status, reason]).toEqual(['error', 'TypeError']);
  });

  it('gives up in time, also on a service that does not listen to it', async () => {
    const deaf: Classify = () => new Promise(() => undefined);
    expect(await guarded(deaf, { timeoutMs: 10 }).call(REQUEST)).toMatchObject({
      status: 'timeout',
      labels: {},
    });
  });

  it('asks so many at once and no more', async () => {
    let [now, most] = [0, 0];
    const busy: Classify = async () => {
      most = Math.max(most, ++now);
      await new Promise((resolve) => setImmediate(resolve));
      now -= 1;
      return OK;
    };
    const service = guarded(busy, { concurrency: 3 });
    const calls = await Promise.all(Array.from({ length: 20 }, () => service.call(REQUEST)));
    expect(most).toBe(3);
    expect(calls.map(({ status }) => status)).toEqual(calls.map(() => 'ok'));
  });

  it('lets no call wait for ever for its turn, and tells that nothing was sent', async () => {
    const deaf: Classify = () => new Promise(() => undefined);
    const service = guarded(deaf, { concurrency: 1, timeoutMs: 20 });
    const calls = await Promise.all(Array.from({ length: 9 }, () => service.call(REQUEST)));
    expect(calls.map(({ status }) => status)).toEqual(calls.map(() => 'timeout'));
    expect(calls[0]).toMatchObject({ sent: ['text', 'language'] });
    expect(calls.at(-1)).toMatchObject({ sent: [] });
  });

  it('goes on to ask a service whose answers are not valid', async () => {
    let asked = 0;
    const service = guarded(() => {
      asked += 1;
      return Promise.reject(new PostFailure('invalid', 'content type'));
    });
    for (let n = 0; n < 30; n++) expect((await service.call(REQUEST)).status).toBe('invalid');
    expect(asked).toBe(30);
  });

  it('asks no more while a service fails, and is back when it works again', async () => {
    let asked = 0;
    let works = false;
    const service = guarded((request, signal) => {
      asked += 1;
      return works ? Promise.resolve(OK) : failing(request, signal);
    });
    for (let n = 0; n < 10; n++) expect((await service.call(REQUEST)).status).toBe('error');
    expect(await service.call(REQUEST)).toMatchObject({ status: 'breaker_open', sent: [], labels: {} });
    expect(asked).toBe(10);
    works = true;
    let status: string;
    do {
      await new Promise((resolve) => setImmediate(resolve));
      ({ status } = await service.call(REQUEST));
    } while (status === 'breaker_open');
    expect(status).toBe('ok');
    expect((await service.call(REQUEST)).status).toBe('ok');
  });
});
