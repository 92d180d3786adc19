import { setTimeout as wait } from 'node:timers/promises';
import { given } from '../../support/given.js';
import { ask } from '../engine/http.js';
import { hire } from '../engine/people.js';
import type { Random } from '../engine/random.js';
import type { Scenario } from '../engine/scenario.js';
import type { World } from '../engine/world.js';

/** Somebody in a console. */
interface Person {
  name: string;
  token: string;
}

/** What somebody does to a submission that is on screen. */
interface Click {
  person: Person;
  act: 'approve' | 'reject';
  /** Which API it goes to. */
  api: number;
  atMs: number;
  /** Milliseconds after which the network is lost; it is tried again until there is an answer. */
  lostAfterMs: number | null;
}

/** An answer to a click. */
interface Outcome {
  click: Click;
  status: number;
  body: {
    decisionId?: string;
    version?: number;
    last?: { id: string; act: string; by: { name?: string } } | null;
  };
  /** Whether an earlier try of it had no answer. */
  again: boolean;
}

const SETTLED: Readonly<Record<Click['act'], string>> = { approve: 'approved', reject: 'rejected' };
const PATIENCE_MS = 10_000;
const TRIES = 20;

const teams = new WeakMap<World, Person[]>();

async function teamOf(world: World): Promise<Person[]> {
  const known = teams.get(world);
  if (known !== undefined) return known;
  const team: Person[] = [];
  for (const name of ['Anna', 'Bela', 'Cira']) team.push({ name, token: await hire(world, name) });
  teams.set(world, team);
  return team;
}

/** Two or three people, double clicks, and one with the page open in two tabs. */
function clicksOn(random: Random, team: readonly Person[], options: { losses: boolean }): Click[] {
  const people = random.shuffle(team).slice(0, random.int(2, 3));
  const clicks = people.flatMap((person) => {
    const act = random.pick(['approve', 'reject'] as const);
    const first = { person, act, api: random.int(0, 1), atMs: random.int(0, 25) };
    const times = random.pick([1, 1, 2, 3]);
    return Array.from({ length: times }, () => ({
      ...first,
      // In another tab they may have meant something else, and it may be another process that answers.
      ...(random.chance(0.3)
        ? { act: random.pick(['approve', 'reject'] as const), api: random.int(0, 1) }
        : {}),
      atMs: first.atMs + random.int(0, 10),
      lostAfterMs: options.losses && random.chance(0.5) ? random.int(0, 30) : null,
    }));
  });
  return random.shuffle(clicks);
}

async function carryOut(world: World, click: Click, item: { id: string; version: number }): Promise<Outcome> {
  await wait(click.atMs);
  const url = `${world.api(click.api).url}/api/v1/review/submissions/${item.id}/decisions`;
  for (let n = 0; n < TRIES; n++) {
    const invokedAt = Date.now();
    const answer = await ask(url, {
      method: 'POST',
      headers: { authorization: `Bearer ${click.person.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ act: click.act, version: item.version }),
      timeoutMs: n === 0 ? (click.lostAfterMs ?? PATIENCE_MS) : PATIENCE_MS,
    });
    const status = 'failed' in answer ? null : answer.status;
    const known = status === null || status >= 500 ? 'unknown' : status === 200 ? 'ok' : 'fail';
    world.client.history.push({
      kind: 'decide',
      marker: item.id,
      invokedAt,
      answeredAt: Date.now(),
      status,
      known,
    });
    if (!('failed' in answer))
      return { click, status: answer.status, body: JSON.parse(answer.body) as Outcome['body'], again: n > 0 };
  }
  throw new Error(`no answer after ${TRIES} tries`);
}

interface Stored {
  state: string;
  version: number;
  decisions: { id: string; act: Click['act']; name: string }[];
  comments: number;
}

/** Exactly one decision counts; its maker knows it, everybody else is told whose it is. */
async function expectOneWinner(
  world: World,
  item: { id: string; version: number },
  outcomes: readonly Outcome[],
): Promise<void> {
  const [stored]: Stored[] = await world.database.query(
    `select s.state, s.version, (select count(*)::int from comment c where c.submission_id = s.id) as comments,
            (select jsonb_agg(jsonb_build_object('id', d.id, 'act', d.act, 'name', m.name))
               from decision d join moderator m on m.id = d.moderator_id where d.submission_id = s.id) as decisions
       from submission s where s.id = $1`,
    [item.id],
  );
  const [winner, ...more] = stored?.decisions ?? [];
  if (stored === undefined || winner === undefined) throw new Error('nobody has decided');
  expect(more).toEqual([]);
  expect(stored).toMatchObject({
    state: SETTLED[winner.act],
    version: item.version + 1,
    comments: winner.act === 'approve' ? 1 : 0,
  });
  const won = outcomes.filter(({ status }) => status === 200);
  for (const { click, body } of won) {
    expect([click.person.name, click.act, body.decisionId]).toEqual([winner.name, winner.act, winner.id]);
  }
  // Where the winner's network was lost the receipt may have been lost with it: a conflict names them then.
  const wasLost = outcomes.some(({ again, click }) => again && click.person.name === winner.name);
  expect(won.length).toBe(wasLost ? Math.min(won.length, 1) : 1);
  for (const { status, body } of outcomes.filter((outcome) => outcome.status !== 200)) {
    expect(status).toBe(409);
    expect(body.last).toMatchObject({ id: winner.id, act: winner.act, by: { name: winner.name } });
  }
}

function scenarioOf(name: string, expects: string, options: { losses: boolean; items: number }): Scenario {
  return {
    name,
    expects,
    wish: { broker: 'redis', apis: 2, workers: 1 },
    quick: true,
    async run(world, random) {
      const team = await teamOf(world);
      const plans = Array.from({ length: options.items }, () => clicksOn(random, team, options));
      const pauses = Array.from({ length: options.items }, () => random.int(1, 40));
      for (const [n, api] of world.apis.entries()) {
        // Some transactions are kept open, so that the others meet them.
        await api.arm(
          ...pauses.map((ms, index) => ({
            at: index % 2 === n ? ('decide:written' as const) : ('decide:committed' as const),
            action: `sleep:${ms}` as const,
          })),
        );
      }
      for (const clicks of plans) {
        const item = await given(world.database).heldSubmission();
        const outcomes = await Promise.all(clicks.map((click) => carryOut(world, click, item)));
        await expectOneWinner(world, item, outcomes);
      }
    },
  };
}

/** People who decide at the same time. */
export const MODERATOR_SCENARIOS: readonly Scenario[] = [
  scenarioOf(
    'two or three moderators, double clicks and two tabs on one submission',
    'exactly one decision counts; the others are told who was faster (409)',
    { losses: false, items: 50 },
  ),
  scenarioOf(
    'moderators lose the network in mid-decision and try again',
    'exactly one decision counts; a retry of the winner names the winner’s own decision',
    { losses: true, items: 50 },
  ),
];
