import type { Config } from '../../src/config/config.js';
import { GatherSignals } from '../../src/screening/gather-signals.js';
import type { Stage } from '../../src/screening/pipeline/stage.js';
import { STAGES } from '../../src/screening/stages/index.js';

/** The stages of the house alone. */
export function stagesAlone(config: Config, stages: readonly Stage[] = STAGES): GatherSignals {
  return new GatherSignals(config, stages, { ask: () => Promise.resolve([]) });
}
