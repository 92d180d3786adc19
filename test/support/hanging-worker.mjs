// Claims one job of the queue `screening`, says so, and never finishes it. Argument: the address of Redis or PostgreSQL.
import { createPostgresBackend, Worker } from 'bullmq';

const [, , address] = process.argv;
const options = { lockDuration: 1_000, stalledInterval: 5_000, drainDelay: 1 };
const hang = () => {
  process.stdout.write('claimed\n');
  return new Promise(() => undefined);
};

export const worker = address.startsWith('redis:')
  ? new Worker('screening', hang, {
      ...options,
      prefix: '{replydesk}',
      connection: { url: address, maxRetriesPerRequest: null },
    })
  : new Worker(
      'screening',
      hang,
      { ...options, connection: { connectionString: address, max: 2 } },
      createPostgresBackend,
    );
