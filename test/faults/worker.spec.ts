import { runScenarios } from './engine/run-scenarios.js';
import { WORKER_SCENARIOS } from './scenarios/worker.js';

runScenarios(WORKER_SCENARIOS);
