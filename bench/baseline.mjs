// The yardstick: bare Fastify, the form's body parsed, one prepared INSERT a request, answered after it.
import { parse } from 'node:querystring';
import { randomUUID } from 'node:crypto';
import Fastify from 'fastify';
import pg from 'pg';

const POOL = 16;

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: POOL });
await pool.query(`
  create table if not exists reply (
    id uuid primary key, thread text not null, parent bigint not null, author text not null, email text not null,
    url text not null, body text not null, user_agent text not null, address text not null,
    received_at timestamptz not null default now());
  create index if not exists reply_thread on reply (thread, received_at);
  create index if not exists reply_email on reply (email)`);

const INSERT = {
  name: 'insert-reply',
  text: `insert into reply (id, thread, parent, author, email, url, body, user_agent, address)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
};

const app = Fastify({ trustProxy: '127.0.0.1' });
app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
  done(null, parse(body)),
);
app.post('/reply', async (request, reply) => {
  const { comment_post_ID: thread, comment_parent: parent, author, email, url, comment } = request.body;
  const userAgent = request.headers['user-agent'] ?? '';
  const values = [randomUUID(), thread, parent, author, email, url, comment, userAgent, request.ip];
  await pool.query({ ...INSERT, values });
  return reply.code(302).header('location', `/article/${thread}`).send();
});
const address = await app.listen({ port: 0, host: '127.0.0.1' });
process.on('disconnect', () => process.exit(0));
process.send?.({ type: 'ready', url: address });
