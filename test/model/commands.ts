import fc from 'fast-check';
import type { SubmissionReceipt } from '../../src/contract/reader-api.js';
import type { DecisionConflict } from '../../src/contract/review-api.js';
import type { Failpoint } from '../../src/failpoint.js';
import type { Item, Model, Sent } from './model.js';
import { expectSame } from './same.js';
import { type System, THREADS } from './system.js';

/** A step on the model and the desk alike. */
export type Step = fc.AsyncCommand<Model, System>;

/** Arbitrary of steps that do `run` with some wish, where `possible`, and compare both sides afterwards. */
function step<Wish>(
  name: string,
  wishes: fc.Arbitrary<Wish>,
  run: (model: Model, real: System, wish: Wish) => Promise<void>,
  possible: (model: Model) => boolean = () => true,
): fc.Arbitrary<Step> {
  return wishes.map((wish) => ({
    check: possible,
    async run(model, real) {
      await run(model, real, wish);
      await expectSame(model, real);
    },
    toString: () => `${name} ${JSON.stringify(wish)}`,
  }));
}

const isThere = ({ items }: Model): boolean => items.length > 0;
const waits = ({ items }: Model): boolean => items.some(({ state }) => state === 'received');

/** The item that a number stands for. */
function pick(items: readonly Item[], place: number): Item {
  const item = items[place % items.length];
  if (item === undefined) throw new Error('there is none');
  return item;
}

const waiting = ({ items }: Model): Item[] => items.filter(({ state }) => state === 'received');

/** From so small a world that many meet. */
const sent: fc.Arbitrary<Sent> = fc.record(
  {
    thread: fc.constantFrom(...THREADS),
    author: fc.constantFrom('Aiko', 'Ben'),
    text: fc.constantFrom('plain', 'also plain', 'a doubtful word', 'a forbidden word'),
    key: fc.constantFrom('k1', 'k2', 'k3'),
  },
  { requiredKeys: ['thread', 'author', 'text'] },
);

async function submit(model: Model, real: System, wish: Sent): Promise<void> {
  const judged = model.judge(wish);
  const answer = await real.submit(wish);
  const { id, state } = answer.json<SubmissionReceipt>();
  expect([answer.statusCode, wish]).toEqual([typeof judged === 'number' ? judged : 202, wish]);
  if (typeof judged !== 'number') expect([id, state]).toEqual([judged.id, judged.state]);
  if (judged === 202) {
    expect(state).toBe('received');
    model.accept(wish, id, true);
  }
}

/** The same again: with the key it had, with that key and another text, or without. */
const again = fc.record({ place: fc.nat(9), how: fc.constantFrom('retry', 'other body', 'no key') });

async function submitAgain(
  model: Model,
  real: System,
  { place, how }: { place: number; how: string },
): Promise<void> {
  const { thread, author, text, key } = pick(model.items, place);
  const keyed = key === undefined ? {} : { key };
  if (how === 'retry') return submit(model, real, { thread, author, text, ...keyed });
  if (how === 'no key') return submit(model, real, { thread, author, text });
  return submit(model, real, { thread, author, text: `${text}, changed`, ...keyed });
}

const act = fc.record({
  place: fc.nat(9),
  reason: fc.constantFrom(null, null, 'spam', 'abuse', 'other'),
  by: fc.nat(1),
  /** How far off the version is that was on screen. */
  off: fc.constantFrom(0, 0, 0, 0, -1, 1),
});
type Act = typeof act extends fc.Arbitrary<infer Wish> ? Wish : never;

const bodyOf = ({ reason }: Act, version: number): object =>
  reason === null
    ? { act: 'approve', version }
    : reason === 'spam'
      ? { act: 'spam', version }
      : { act: 'reject', reason, version };

/** What a moderator was told fits the model after the act. */
function expectTold(
  answer: { statusCode: number; json(): unknown },
  made: boolean,
  { state, version, reason, verdicts, acts }: Item,
): void {
  expect(answer.statusCode).toBe(made ? 200 : 409);
  if (made) return expect(answer.json()).toMatchObject({ state, version, reason });
  const { current, last } = answer.json() as DecisionConflict;
  expect(current).toEqual({ state, version, reason });
  expect(last?.by.kind).toBe(acts.length > 0 ? 'person' : verdicts > 0 ? 'machine' : undefined);
  if (acts.length > 0) expect(last?.act).toBe(acts.at(-1));
}

async function decide(model: Model, real: System, wish: Act): Promise<void> {
  const item = pick(model.items, wish.place);
  const version = Math.max(1, item.version + wish.off);
  const answer = await real.decide(item.id, bodyOf(wish, version), wish.by);
  expectTold(answer, model.decide(item, wish.reason, version), item);
}

async function undo(model: Model, real: System, { place, by, off }: Act): Promise<void> {
  const item = pick(model.items, place);
  const version = Math.max(1, item.version + off);
  const answer = await real.undo(item.id, version, by);
  expectTold(answer, model.undo(item, version), item);
}

async function screen(model: Model, real: System): Promise<void> {
  const queued = waiting(model).filter((item) => item.queued);
  await real.work(queued.map(({ id }) => id));
  for (const item of queued) model.screen(item);
}

/** The same job twice at once, and of what waits no more. */
async function deliverTwice(model: Model, real: System, place: number): Promise<void> {
  const item = pick(model.items, place);
  const was = item.state;
  const failed = was === 'received' && model.policy === 'unreadable';
  const results = await Promise.allSettled([real.screen(item.id), real.screen(item.id)]);
  if (failed) return expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  const settled = results.filter((result) => result.status === 'fulfilled' && result.value === 'settled');
  expect(settled).toHaveLength(was === 'received' ? 1 : 0);
  model.screen(item);
}

async function sweep(model: Model, real: System): Promise<void> {
  await real.sweep();
  model.holdOverdue();
  model.requeue();
}

const loseJobs = ({ items }: Model): void => items.forEach((item) => (item.queued = false));

/** The desk dies while a reader waits for the answer; the reader's client sends the same again. */
async function dieAccepting(
  model: Model,
  real: System,
  { point, wish }: { point: Failpoint; wish: Sent },
): Promise<void> {
  const keyed = { ...wish, key: `retried-${model.items.length}` };
  const judged = model.judge(keyed);
  await real.dieAt(point, () => real.submit(keyed));
  loseJobs(model);
  const answer = await real.submit(keyed);
  expect(answer.statusCode).toBe(judged);
  if (judged === 202)
    model.accept(keyed, answer.json<SubmissionReceipt>().id, point === 'accept:before-commit');
}

/** The desk dies while a moderator waits for the answer; the moderator decides again. */
async function dieDeciding(
  model: Model,
  real: System,
  { point, wish }: { point: Failpoint; wish: Act },
): Promise<void> {
  const item = pick(model.items, wish.place);
  const { version } = item;
  await real.dieAt(point, () => real.decide(item.id, bodyOf(wish, version), wish.by));
  loseJobs(model);
  if (point === 'decide:committed') model.decide(item, wish.reason, version);
  const answer = await real.decide(item.id, bodyOf(wish, version), wish.by);
  expectTold(answer, model.decide(item, wish.reason, version), item);
}

async function dieScreening(
  model: Model,
  real: System,
  { point, place }: { point: Failpoint; place: number },
): Promise<void> {
  const item = pick(waiting(model), place);
  await real.dieAt(point, () => real.screen(item.id));
  if (point === 'settle:committed' && model.policy !== 'unreadable') model.screen(item);
  loseJobs(model);
}

async function dieSweeping(model: Model, real: System, point: Failpoint): Promise<void> {
  await real.dieSweepingAt(point);
  if (point === 'sweep:requeued') model.holdOverdue();
  loseJobs(model);
}

const points = (...names: Failpoint[]): fc.Arbitrary<Failpoint> => fc.constantFrom(...names);
const nothing = fc.constant('');

const QUIET: readonly fc.Arbitrary<Step>[] = [
  step('submit again', again, submitAgain, isThere),
  step('deliver twice', fc.nat(9), deliverTwice, isThere),
  step('wait', fc.constantFrom(5, 20), async (model, real, minutes) => {
    await real.wait(minutes);
    for (const item of waiting(model)) item.minutes += minutes;
  }),
  step('sweep', nothing, sweep),
  step('policy', fc.constantFrom('rules', 'rules', 'moderate', 'unreadable'), async (model, real, policy) => {
    await real.setPolicy(policy === 'rules' ? 'policy' : policy);
    model.policy = policy;
  }),
  step(
    'thread',
    fc.record({
      thread: fc.constantFrom(...THREADS),
      closed: fc.constantFrom(true, false, false, false),
      hidden: fc.constantFrom(true, false, false, false),
    }),
    async (model, real, { thread, closed, hidden }) => {
      await real.setThread(thread, { closed, hidden });
      model.closed[closed ? 'add' : 'delete'](thread);
      model.hidden[hidden ? 'add' : 'delete'](thread);
    },
  ),
];

const GRAVE: readonly fc.Arbitrary<Step>[] = [
  step('forget', nothing, async (model, real) => {
    await real.forget();
    model.keys.clear();
    for (const item of waiting(model)) item.minutes = Infinity;
  }),
  step('restart', nothing, (_model, real) => real.restart()),
  step('lose connections', nothing, async (model, real) => {
    await real.loseConnections();
    await sweep(model, real);
  }),
  step(
    'die accepting',
    fc.record({ point: points('accept:before-commit', 'accept:committed', 'accept:enqueued'), wish: sent }),
    dieAccepting,
  ),
  step(
    'die deciding',
    fc.record({ point: points('decide:written', 'decide:committed'), wish: act }),
    dieDeciding,
    isThere,
  ),
  step(
    'die screening',
    fc.record({
      point: points('screen:loaded', 'screen:decided', 'settle:begun', 'settle:written', 'settle:committed'),
      place: fc.nat(9),
    }),
    dieScreening,
    waits,
  ),
  step('die sweeping', points('sweep:locked', 'hold:written', 'sweep:requeued'), dieSweeping),
];

/** What happens all day. */
const DAILY: readonly fc.Arbitrary<Step>[] = [
  step('submit', sent, submit),
  step('screen', nothing, screen, waits),
  step('decide', act, decide, isThere),
  step('decide', act, decide, isThere),
  step('undo', act, undo, isThere),
];

/** At most so many steps, mostly of every day, so that many decisions meet. */
export function anySteps(maxCommands: number): fc.Arbitrary<Iterable<Step>> {
  const daily = Array.from({ length: 6 }, () => DAILY).flat();
  return fc.commands([...daily, ...QUIET, ...GRAVE], { maxCommands, size: 'max' });
}

/** Every fault is over: what waits is screened or held. */
export async function settleAll(model: Model, real: System): Promise<void> {
  await real.setPolicy('policy');
  model.policy = 'rules';
  await sweep(model, real);
  await screen(model, real);
  await expectSame(model, real);
  expect(waiting(model)).toEqual([]);
}
