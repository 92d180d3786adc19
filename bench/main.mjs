// npm run bench [-- --quick] [-- --rounds N] [-- --seconds N] [-- --only doors|screening|stages|replay|flood|sign-in]
// [-- --doors form] [-- --comments N]
// How fast replies are accepted, beside a bare INSERT, how fast they are screened, beside an empty BullMQ worker, and what
// a flood of --minutes N (1) does to the desk and to a reader who has nothing to do with it, and whether the time of a
// refused sign-in tells anything; what each stage of screening costs, and how long a replay of stored comments takes.
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { measureDoors } from './doors.mjs';
import { measureFlood } from './flood.mjs';
import { measureReplay } from './replay.mjs';
import { measureScreening } from './screening.mjs';
import { measureSignIn } from './sign-in.mjs';
import { measureStages } from './stages.mjs';
import { openStores } from './stores.mjs';

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    seconds: { type: 'string' },
    only: { type: 'string' },
    minutes: { type: 'string', default: '1' },
    comments: { type: 'string' },
    doors: { type: 'string', default: '' },
    connections: { type: 'string', default: '32,64' },
  },
});
const plan = {
  rounds: Number(values.rounds ?? (values.quick ? 1 : 5)),
  seconds: Number(values.seconds ?? (values.quick ? 2 : 5)),
  firstWarmup: values.quick ? 3 : 15,
  warmup: values.quick ? 0.5 : 1,
  connections: values.connections.split(',').map(Number),
  doors: new RegExp(values.doors, 'i'),
  backlog: values.quick ? 1_000 : 3_000,
};

const stores = await openStores();
try {
  console.log(`${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.versions.node}`);
  console.log(
    `PostgreSQL: ${process.env.DATABASE_URL ? 'DATABASE_URL' : 'embedded'}; queue in PostgreSQL` +
      (stores.redisUrl === undefined ? '; no Redis found, so not measured with one' : ' and in Redis'),
  );
  const wanted = (name) => values.only === undefined || values.only === name;
  if (wanted('doors')) await measureDoors(stores, plan);
  if (wanted('screening')) await measureScreening(stores, plan);
  if (wanted('stages')) await measureStages({ texts: values.quick ? 100 : 1_000 });
  if (wanted('replay'))
    await measureReplay(stores, { comments: Number(values.comments ?? (values.quick ? 2_000 : 100_000)) });
  if (wanted('flood')) await measureFlood(stores, { minutes: Number(values.minutes) });
  if (wanted('sign-in')) await measureSignIn(stores, { tries: values.quick ? 100 : 300 });
} finally {
  await stores.close();
}
