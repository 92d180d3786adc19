// Starts and ends what is measured: each in a process of its own.
import { fork, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';

const here = (name) => join(import.meta.dirname, name);

/** Starts a Node program and waits until it says that it is ready. */
export function startNode(file, { env = {}, execArgv = [], quiet = true } = {}) {
  const child = fork(here(file), [], {
    execArgv,
    env: { ...process.env, NODE_ENV: 'production', ...env },
    stdio: ['ignore', quiet ? 'ignore' : 'inherit', 'inherit', 'ipc'],
  });
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`${file} ended with ${code} before it was ready`)));
    child.on('message', function ready(message) {
      if (message.type !== 'ready') return;
      child.off('message', ready);
      resolve({ child, pid: child.pid, url: message.url, stop: () => stop(child) });
    });
  });
}

/** Ends a child process in order and waits for it. */
export function stop(child, signal = 'SIGTERM') {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.removeAllListeners('exit');
    child.once('exit', resolve);
    child.kill(signal);
  });
}

/** A Redis of our own with an append-only file, or the one of REDIS_URL; undefined when there is neither. */
export async function startRedis(directory) {
  if (process.env.REDIS_URL) return { url: process.env.REDIS_URL, stop: async () => {} };
  if (spawnSync('redis-server', ['--version']).error !== undefined) return undefined;
  const port = await freePort();
  mkdirSync(directory, { recursive: true });
  const settings = {
    bind: '127.0.0.1',
    port,
    dir: directory,
    appendonly: 'yes',
    save: '',
    'maxmemory-policy': 'noeviction',
  };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const child = spawn('redis-server', args, { stdio: 'ignore' });
  while (!(await answers(port))) await new Promise((resolve) => setTimeout(resolve, 20));
  return { url: `redis://127.0.0.1:${port}`, stop: () => stop(child) };
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

function answers(port) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

const TICK_MS = 10;

/** Milliseconds of processor time that a process has used, with its children that ended. */
function cpuOfOne(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
    return [11, 12, 13, 14].reduce((sum, index) => sum + Number(fields[index]), 0) * TICK_MS;
  } catch {
    return 0;
  }
}

/** Milliseconds of processor time that processes have used; 0 where /proc is not there. */
export function cpuOf(pids) {
  return pids.reduce((sum, pid) => sum + cpuOfOne(pid), 0);
}

/** Processes whose parent is `pid`. */
export function childrenOf(pid) {
  try {
    return readdirSync('/proc').filter((name) => {
      if (!/^\d+$/.test(name)) return false;
      try {
        return readFileSync(`/proc/${name}/stat`, 'utf8').split(') ')[1].split(' ')[1] === String(pid);
      } catch {
        return false;
      }
    });
  } catch {
    return [];
  }
}
