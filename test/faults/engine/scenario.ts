import type { Random } from './random.js';
import type { World, WorldWish } from './world.js';

/** One fault, and what must hold although it happens. */
export interface Scenario {
  /** Unique; a line of the table. */
  name: string;
  /** What is expected, in one sentence; `run` and the checker assert it. */
  expects: string;
  /** Which processes and stores it needs. */
  wish: WorldWish;
  /** Whether one run takes less than 10 s, so that `npm test` runs it once. */
  quick: boolean;
  /** Once, when the world is up and before its first run. */
  open?(world: World): Promise<void>;
  /**
   * One run: operations while a fault happens. Everything random comes from `random`. It need not heal and need not
   * wait until all is screened: afterwards `World.heal` takes every fault back, unknown submissions are retried, and the
   * checker looks at everything.
   * @throws when an expectation of its own is not met.
   */
  run(world: World, random: Random): Promise<void>;
  /** Expectations that can be asserted only after healing, when nothing waits any more. */
  after?(world: World): Promise<void>;
}

/** Where the queue is. */
export type Broker = 'redis' | 'postgres';

/** A scenario for each broker: `make` is called with both. */
export function onBothBrokers(make: (broker: Broker) => Scenario): Scenario[] {
  return [make('redis'), make('postgres')];
}

/** How a broker is named in the table. */
export const QUEUE_IN: Readonly<Record<Broker, string>> = {
  redis: 'queue in Redis',
  postgres: 'queue in PostgreSQL',
};
