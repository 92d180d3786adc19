import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { request } from 'undici';
import { guardedAgent, RefusedAddressError, type Resolve } from './guarded-agent.js';

let server: Server;
let port: number;
let requests = 0;

beforeAll(async () => {
  server = createServer((_request, response) => {
    requests += 1;
    response.end('reached');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ({ port } = server.address() as AddressInfo);
});

beforeEach(() => (requests = 0));

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

/** Asks for a name whose addresses are, one look-up after the other, these. */
async function ask(answers: string[][], rules = { allowPrivate: false }): Promise<string> {
  let asked = 0;
  const resolve: Resolve = () => Promise.resolve(answers[asked++] ?? []);
  const agent = guardedAgent(rules, resolve);
  try {
    const { body } = await request(`http://receiver.test:${port}/`, { dispatcher: agent });
    return `${await body.text()} after ${asked}`;
  } catch (error) {
    return error instanceof RefusedAddressError ? 'refused' : String(error);
  } finally {
    await agent.destroy();
  }
}

describe('guardedAgent', () => {
  it('connects to the address that was checked, and asks for it once', async () => {
    expect(await ask([['127.0.0.1'], ['203.0.113.1']], { allowPrivate: true })).toBe('reached after 1');
  });

  it('refuses a name that leads to this machine', async () => {
    expect(await ask([['127.0.0.1']])).toBe('refused');
    expect(await ask([['::1']])).toBe('refused');
    expect(await ask([['::ffff:127.0.0.1']])).toBe('refused');
    expect(requests).toBe(0);
  });

  it('refuses a name as soon as one of its addresses is not public', async () => {
    expect(await ask([['93.184.216.34', '127.0.0.1']])).toBe('refused');
    expect(await ask([['93.184.216.34', '169.254.169.254']], { allowPrivate: true })).toBe('refused');
    expect(requests).toBe(0);
  });

  it('looks at every connection: a name that was public once is refused when it leads inside later', async () => {
    const answers = [['127.0.0.1'], ['10.0.0.1'], ['169.254.169.254']];
    let asked = 0;
    const agent = guardedAgent({ allowPrivate: true }, () => Promise.resolve(answers[asked++] ?? []));
    const get = () => request(`http://rebinding.test:${port}/`, { dispatcher: agent, reset: true });
    const first = await get();
    expect(await first.body.text()).toBe('reached');
    asked = 2;
    await expect(get()).rejects.toThrow(RefusedAddressError);
    await agent.destroy();
  });

  it('follows no redirect', async () => {
    const bouncer = createServer((_request, response) =>
      response.writeHead(302, { location: `http://127.0.0.1:${port}/` }).end(),
    );
    await new Promise<void>((resolve) => bouncer.listen(0, '127.0.0.1', resolve));
    const agent = guardedAgent({ allowPrivate: true });
    const { port: at } = bouncer.address() as AddressInfo;
    const { statusCode, body } = await request(`http://127.0.0.1:${at}/`, { dispatcher: agent });
    await body.dump();
    expect([statusCode, requests]).toEqual([302, 0]);
    await agent.destroy();
    await new Promise((resolve) => bouncer.close(resolve));
  });

  it('says so when a name has no address, and passes on why a name was not found', async () => {
    expect(await ask([[]])).toContain('has no address');
    const agent = guardedAgent({ allowPrivate: false }, () => Promise.reject(new Error('no such name')));
    await expect(request('http://nowhere.test/', { dispatcher: agent })).rejects.toThrow('no such name');
    await agent.destroy();
  });
});
