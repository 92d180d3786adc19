import { createHash } from 'node:crypto';
import fs from 'node:fs';
import net from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { Voice } from './voice.js';

const WAIT_MS = 120_000;
const POLL_MS = 20;

/**
 * An address that one process at a time can hold and that the kernel frees when it dies, however it dies:
 * a lock file could not promise that. It is no door: whoever connects is hung up on.
 */
function addressOf(directory: string): net.ListenOptions {
  const digest = createHash('sha256').update(fs.realpathSync(directory)).digest();
  const name = `replydesk-${digest.toString('hex', 0, 12)}`;
  if (process.platform === 'linux') return { path: `\0${name}` };
  if (process.platform === 'win32') return { path: `\\\\.\\pipe\\${name}` };
  return { host: '127.0.0.1', port: 10_000 + (digest.readUInt16BE(12) % 5_000) };
}

function tryToHold(address: net.ListenOptions): Promise<net.Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = net.createServer((socket) => socket.destroy());
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(undefined);
      else reject(error);
    });
    server.listen({ ...address, exclusive: true }, () => resolve(server));
  });
}

/**
 * Runs `work` while no other process on this machine does the same for this directory.
 * @throws EmbeddedPostgresError when the others take longer than two minutes; whatever `work` throws.
 */
export async function alone<Result>(
  directory: string,
  voice: Voice,
  work: () => Promise<Result>,
): Promise<Result> {
  const address = addressOf(directory);
  const deadline = Date.now() + WAIT_MS;
  let held = await tryToHold(address);
  while (held === undefined) {
    if (Date.now() > deadline) {
      throw voice.refusal('embedded.busy', { directory, seconds: WAIT_MS / 1000 });
    }
    await delay(POLL_MS);
    held = await tryToHold(address);
  }
  const server = held;
  try {
    return await work();
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
}
