// The PostgreSQL and Redis that everything is measured on.
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '../dist/cli/embedded-postgres/embedded-postgres.js';
import { startRedis } from './processes.mjs';

/** Opens the stores: those of DATABASE_URL and REDIS_URL, or some of our own that are gone afterwards. */
export async function openStores() {
  const directory = join(tmpdir(), `replydesk-bench-${process.pid}`);
  const server = await openPostgres(directory);
  const redis = await startRedis(join(directory, 'redis'));
  const made = [];
  return {
    redisUrl: redis?.url,
    postgresPid: server.pid,
    /** An empty database; gone afterwards. */
    async database(purpose) {
      const name = `replydesk_bench_${purpose}_${randomBytes(4).toString('hex')}`;
      await onServer(server.url, `create database ${name}`);
      made.push(name);
      const url = new URL(server.url);
      url.pathname = `/${name}`;
      return url.toString();
    },
    async close() {
      for (const name of made) await onServer(server.url, `drop database ${name} with (force)`);
      await redis?.stop();
      await server.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function openPostgres(directory) {
  const given = process.env.DATABASE_URL;
  if (given) return { url: given, pid: undefined, stop: async () => {} };
  return startEmbeddedPostgres({ dataDir: directory, log: () => {}, language: 'en' });
}

async function onServer(url, statement) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
