// npm run screenshots [-- --docs] [-- --only TEXT]
// Takes a picture of every page of the console, both languages, light and dark, wide and on a phone, of a desk with
// example data, into .data/screenshots/; with --docs those of the documentation alone, into docs/screenshots/.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startNode } from '../bench/processes.mjs';
import { openStores } from '../bench/stores.mjs';
import { createDataSource } from '../dist/database/data-source.js';
import { migrateQueue } from '../dist/queue/broker.js';
import { prepareStores } from '../dist/sites/prepare-stores.js';
import { fillDesk } from './screenshots/fill.mjs';
import { takePictures } from './screenshots/take.mjs';

const { values } = parseArgs({
  options: { docs: { type: 'boolean', default: false }, only: { type: 'string', default: '' } },
});
const root = join(import.meta.dirname, '..');
const folder = join(root, values.docs ? 'docs/screenshots' : '.data/screenshots');
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

const stores = await openStores();
const databaseUrl = await stores.database('pictures');
const dataSource = createDataSource({ url: databaseUrl, pool: 2 });
const desk = [];
try {
  await dataSource.initialize();
  await prepareStores(dataSource, { example: true });
  await migrateQueue(databaseUrl);
  const env = {
    DATABASE_URL: databaseUrl,
    REDIS_URL: '',
    LOG_LEVEL: 'error',
    PORT: '0',
    REPLYDESK_MIGRATE: 'false',
  };
  for (const file of ['../dist/main.js', '../dist/worker.js']) desk.push(await startNode(file, { env }));
  const { url } = desk[0];
  const items = await fillDesk(dataSource, url);
  await takePictures({ url, items, folder, ...values });
} finally {
  await Promise.all(desk.map((one) => one.stop()));
  if (dataSource.isInitialized) await dataSource.destroy();
  await stores.close();
}
