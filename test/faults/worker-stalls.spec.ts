import { runScenarios } from './engine/run-scenarios.js';
import { WORKER_STALL_SCENARIOS } from './scenarios/worker-stalls.js';

runScenarios(WORKER_STALL_SCENARIOS);
