// Whether the time of a refused sign-in tells that an e-mail has an account: known and unknown ones in turn, each from a
// network of its own, compared as two samples.
import { randomBytes } from 'node:crypto';
import { Client } from 'undici';
import { createDataSource } from '../dist/database/data-source.js';
import { createModerator } from '../dist/moderators/create-moderator.js';
import { deskEnv } from './doors.mjs';
import { median, printTable } from './numbers.mjs';
import { startNode } from './processes.mjs';

/** An account is locked after five failures. */
const TRIES_EACH = 4;

export async function measureSignIn(stores, { tries }) {
  const databaseUrl = await stores.database('signin');
  const api = await startNode('../dist/main.js', {
    env: { DATABASE_URL: databaseUrl, ...deskEnv(stores.redisUrl) },
  });
  const client = new Client(`http://127.0.0.1:${new URL(api.url).port}`);
  try {
    const known = await accounts(databaseUrl, Math.ceil(tries / TRIES_EACH));
    const times = { known: [], unknown: [] };
    for (let n = 0; n < tries * 2; n++) {
      const kind = n % 2 === 0 ? 'known' : 'unknown';
      const index = Math.floor(n / 2 / TRIES_EACH);
      const email = kind === 'known' ? known[index] : `nobody${index}-${known[index]}`;
      times[kind].push(await attempt(client, email, n));
    }
    report(times);
  } finally {
    await client.close();
    await api.stop();
  }
}

async function accounts(databaseUrl, count) {
  const dataSource = createDataSource({ url: databaseUrl, pool: 2 });
  await dataSource.initialize();
  const emails = Array.from({ length: count }, (_, n) => `moderator${n}@example.org`);
  try {
    for (const email of emails) {
      const password = randomBytes(16).toString('hex');
      const { kind } = await createModerator(dataSource.manager, {
        email,
        name: email,
        role: 'viewer',
        password,
      });
      if (kind !== 'created') throw new Error(kind);
    }
  } finally {
    await dataSource.destroy();
  }
  return emails;
}

async function attempt(client, email, n) {
  const started = performance.now();
  const answer = await client.request({
    method: 'POST',
    path: '/api/v1/session',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': `20.${(n >> 8) & 255}.${n & 255}.1` },
    body: JSON.stringify({ email, password: 'a wrong password' }),
  });
  await answer.body.text();
  if (answer.statusCode !== 401) throw new Error(`answered ${answer.statusCode}`);
  return performance.now() - started;
}

/** How often a known one takes longer than an unknown one; 0.5 tells nothing. Of n each, 1.96 / √(6n) is noise. */
function longerShare({ known, unknown }) {
  let longer = 0;
  for (const a of known) for (const b of unknown) longer += a > b ? 1 : a === b ? 0.5 : 0;
  return longer / (known.length * unknown.length);
}

function report(times) {
  console.log(`\nA refused sign-in, ${times.known.length} tries each\n`);
  printTable(
    ['e-mail', 'median ms'],
    Object.entries(times).map(([kind, values]) => [kind, median(values).toFixed(2)]),
  );
  const noise = 1.96 / Math.sqrt(6 * times.known.length);
  const share = longerShare(times);
  console.log(
    `a known one takes longer in ${share.toFixed(3)} of all pairs; 0.5 ± ${noise.toFixed(3)} tells nothing: ` +
      (Math.abs(share - 0.5) <= noise ? 'nothing is told' : 'THE TIME TELLS SOMETHING'),
  );
}
