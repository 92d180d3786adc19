import type { Broker, Scenario } from './engine/scenario.js';
import { runScenarios } from './engine/run-scenarios.js';

/** Kills the API at one place on the way of a submission; another API goes on. */
function killAt(broker: Broker, place: 'accept:committed' | 'accept:enqueued', where: string): Scenario {
  return {
    name: `kill -9 the API ${where}`,
    expects: 'nothing acknowledged is lost; a retry with the same key gives the same receipt; one row each',
    wish: { broker },
    quick: true,
    async run(world, random) {
      const api = world.api();
      const endings = api.endings.length;
      const planned = world.play(random);
      await api.arm({ at: place, action: 'kill', skip: random.int(0, 5) });
      expect(await api.untilEnded(endings)).toBe('SIGKILL');
      await world.client.answered(planned.length);
    },
  };
}

runScenarios([
  killAt('redis', 'accept:committed', 'after COMMIT, before the answer'),
  killAt('redis', 'accept:enqueued', 'after COMMIT and the queue, before the answer'),
]);
