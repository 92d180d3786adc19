import { eventually } from '../support/eventually.js';
import { Sweeping } from '../support/sweeping.js';

let at: Sweeping;

beforeEach(async () => {
  at = await Sweeping.start();
});

afterEach(() => at.destroy());

describe('a sweep that is under way', () => {
  /** A sweep that is kept in the middle until `goOn`. */
  async function sweepUnderWay(sweepSeconds = 1) {
    const submission = await at.waiting(100);
    const sweeping = await at.sweeper({ requeueSeconds: 15, sweepSeconds });
    let goOn = (): void => undefined;
    const kept = new Promise<void>((resolve) => (goOn = resolve));
    let asked = false;
    sweeping.queue.before = () => {
      asked = true;
      return kept;
    };
    await eventually('a sweep is under way', () => asked);
    return { ...sweeping, submission, goOn };
  }

  /** Some round trips to the database, in which timers run. */
  async function aWhile(): Promise<void> {
    for (let trips = 0; trips < 30; trips++) expect(await at.isSweeping()).toBe(true);
  }

  it('does not keep others from sweeping when it hangs', async () => {
    const { submission, goOn } = await sweepUnderWay(0.2);
    const other = await at.sweeper({ requeueSeconds: 15 });
    await eventually('the other one sweeps', () => other.queue.batches.length > 0);
    expect(other.queue.timesOf(submission)).toBe(1);
    goOn();
  });

  it('is waited for at shutdown, and nothing sweeps afterwards', async () => {
    const { sweeper, queue, goOn } = await sweepUnderWay();
    queue.brokerReturns();
    await aWhile();
    let over = false;
    const stopping = sweeper.beforeApplicationShutdown().then(() => (over = true));
    await aWhile();
    expect(over).toBe(false);
    goOn();
    await stopping;
    expect(await at.isSweeping()).toBe(false);
    queue.brokerReturns();
    await at.untilSwept(await at.sweeper({ requeueSeconds: 15, sweepSeconds: 1 }));
    expect(queue.batches).toHaveLength(1);
    expect(at.warnings).toEqual([]);
  });

  it('stops after its batch at shutdown, and the rest is left to the next one', async () => {
    await at.manyWaiting(1_200, 100);
    const { queue, sweeper } = await at.sweeper({ requeueSeconds: 15, sweepSeconds: 1 });
    const stopping: Promise<void>[] = [];
    queue.before = () => void stopping.push(sweeper.beforeApplicationShutdown());
    await eventually('it is told to stop', () => stopping.length > 0);
    await Promise.all(stopping);
    expect(queue.batches.map((batch) => batch.length)).toEqual([500]);
  });

  it('is not waited for for ever', async () => {
    const { sweeper, goOn } = await sweepUnderWay();
    await sweeper.beforeApplicationShutdown();
    expect(at.warnings).toEqual(['shutdown, the sweep: did not end within 5 s']);
    goOn();
  });
});
