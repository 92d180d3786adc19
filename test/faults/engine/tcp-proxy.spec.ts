import { connect, createServer, type Server, type Socket } from 'node:net';
import { eventually } from '../../support/eventually.js';
import { Random } from './random.js';
import { TcpProxy } from './tcp-proxy.js';

/** A connection by way of the proxy and what was seen on it. */
class Caller {
  readonly pieces: string[] = [];
  ended = false;
  code: string | undefined;
  closed = false;

  constructor(readonly socket: Socket) {
    socket.setNoDelay(true);
    socket.on('data', (data) => this.pieces.push(data.toString()));
    socket.on('end', () => (this.ended = true));
    socket.on('error', (error: NodeJS.ErrnoException) => (this.code = error.code));
    socket.on('close', () => (this.closed = true));
  }

  get text(): string {
    return this.pieces.join('');
  }
}

describe('a network in which anything can go wrong', () => {
  let server: Server;
  let proxy: TcpProxy;
  let served: Caller[];
  let callers: Caller[];

  beforeEach(async () => {
    served = [];
    callers = [];
    // Echoes in capitals and keeps what it saw.
    server = createServer((socket) => {
      served.push(new Caller(socket));
      socket.on('data', (data) => socket.write(data.toString().toUpperCase()));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    proxy = await TcpProxy.open({ host: '127.0.0.1', port: address.port }, new Random(7));
  });

  afterEach(async () => {
    for (const { socket } of [...callers, ...served]) socket.destroy();
    await proxy.close();
    await new Promise((resolve) => server.close(resolve));
    await eventually('nothing is left', () => proxy.open === 0);
  });

  const call = (): Caller => {
    const caller = new Caller(connect(proxy.port, '127.0.0.1'));
    callers.push(caller);
    return caller;
  };

  const hears = (caller: Caller, text: string) =>
    eventually(`${text} arrives, so far ${caller.text}`, () => caller.text === text);

  /** A connection that has been used once. */
  const talking = async (): Promise<Caller> => {
    const caller = call();
    caller.socket.write('a');
    await hears(caller, 'A');
    return caller;
  };

  it('lets everything through, and the end of either side', async () => {
    const caller = await talking();
    caller.socket.end();
    await eventually('both are closed', () => caller.closed && served[0]?.closed);
    expect([caller.code, served[0]?.code]).toEqual([undefined, undefined]);
    const other = await talking();
    served[1]?.socket.destroy();
    await eventually('the caller is told', () => other.ended);
    await eventually('nothing is left', () => proxy.open === 0);
  });

  it('is late, and in order', async () => {
    const caller = await talking();
    await proxy.set({ latency: { ms: 60, jitterMs: 60, only: 'up' } });
    const began = performance.now();
    for (const word of ['b', 'c', 'd']) caller.socket.write(word);
    await hears(caller, 'ABCD');
    expect(performance.now() - began).toBeGreaterThanOrEqual(59);
  });

  it('delivers at once what a healed network was late with', async () => {
    const caller = await talking();
    await proxy.set({ latency: { ms: 60_000 } });
    caller.socket.write('b');
    await eventually('it is on its way', () => proxy.waiting.up === 1);
    expect(caller.text).toBe('A');
    await proxy.heal();
    await hears(caller, 'AB');
  });

  it('is as slow as it is told to be', async () => {
    const caller = await talking();
    await proxy.set({ bandwidth: { bytesPerSecond: 100, only: 'up' } });
    const began = performance.now();
    caller.socket.write('b'.repeat(20));
    await hears(caller, `A${'B'.repeat(20)}`);
    expect(performance.now() - began).toBeGreaterThan(140);
  });

  it('cuts what is sent into small pieces', async () => {
    const caller = await talking();
    await proxy.set({ slice: { bytes: 1, only: 'down' } });
    caller.socket.write('bcdef');
    await hears(caller, 'ABCDEF');
    expect(caller.pieces.length).toBeGreaterThan(2);
  });

  it('keeps silent as a black hole does, and delivers afterwards', async () => {
    const caller = await talking();
    await proxy.set({ lost: 'both' });
    caller.socket.write('b');
    const late = call();
    late.socket.write('x');
    await eventually('both are held', () => proxy.waiting.up === 2);
    expect([served[0]?.text, late.text]).toEqual(['a', '']);
    await proxy.heal();
    await hears(caller, 'AB');
    await hears(late, 'X');
  });

  it('keeps even the end of a connection in a black hole', async () => {
    const caller = await talking();
    await proxy.set({ lost: 'both' });
    caller.socket.destroy();
    const next = call();
    next.socket.write('b');
    await eventually('the next is held', () => proxy.waiting.up === 1);
    expect(served[0]?.closed).toBe(false);
    await proxy.heal();
    await eventually('the server is told', () => served[0]?.closed);
  });

  it('forgets the connections that had something under way, if it is told to', async () => {
    const busy = await talking();
    const idle = await talking();
    await proxy.set({ lost: 'both' });
    busy.socket.write('b');
    await eventually('it is held', () => proxy.waiting.up === 1);
    await proxy.heal({ forgotten: true });
    await eventually('the busy one is reset', () => busy.closed);
    idle.socket.write('b');
    await hears(idle, 'AB');
    expect([busy.code, idle.code]).toEqual(['ECONNRESET', undefined]);
  });

  it.each([
    ['up', 'a', 'A'],
    ['down', 'ab', 'A'],
  ] as const)('loses only what goes %s', async (direction, seen, answered) => {
    const caller = await talking();
    await proxy.set({ lost: direction });
    caller.socket.write('b');
    await eventually('it is held', () => proxy.waiting[direction] === 1);
    expect([served[0]?.text, caller.text]).toEqual([seen, answered]);
    await proxy.heal();
    await hears(caller, 'AB');
  });

  it.each(['end', 'reset'] as const)(
    'does not tell the caller of the %s of a half-open connection',
    async (way) => {
      const caller = await talking();
      await proxy.set({ halfOpen: true });
      if (way === 'end') served[0]?.socket.destroy();
      else served[0]?.socket.resetAndDestroy();
      await eventually('the server has gone', () => served[0]?.closed);
      // A whole exchange of another connection later it still does not know.
      await talking();
      caller.socket.write('b');
      await talking();
      expect([caller.ended, caller.closed, caller.text]).toEqual([false, false, 'A']);
      await proxy.heal();
      await eventually('the caller is told', () => caller.code === 'ECONNRESET');
    },
  );

  it('leaves a caller with a dead connection, while new ones work', async () => {
    const caller = await talking();
    await proxy.set({ halfOpen: true });
    proxy.dropServerSide();
    await eventually('the server is told', () => served[0]?.closed);
    caller.socket.write('b');
    await talking();
    expect([caller.closed, caller.text]).toEqual([false, 'A']);
  });

  it('resets open connections and new ones', async () => {
    const caller = await talking();
    await proxy.set({ reset: { afterBytes: 0 } });
    await eventually('the open one is reset', () => caller.closed);
    const next = call();
    await eventually('the new one is reset', () => next.closed);
    expect([caller.code, next.code]).toEqual(['ECONNRESET', 'ECONNRESET']);
    await proxy.heal();
    await talking();
  });

  it('resets in the middle of what is sent', async () => {
    const caller = await talking();
    await proxy.set({ reset: { afterBytes: 3 }, slice: { bytes: 1 } });
    caller.socket.write('bcdef');
    await eventually('it is reset', () => caller.code === 'ECONNRESET');
    expect(served[0]?.text.length).toBeLessThan(5);
  });

  it('refuses, and comes back on the same port', async () => {
    const caller = await talking();
    await proxy.set({ refuse: true });
    await eventually('the open one is cut', () => caller.closed);
    const next = call();
    await eventually('the new one is refused', () => next.closed);
    expect(next.code).toBe('ECONNREFUSED');
    await proxy.heal();
    await talking();
  });
});
