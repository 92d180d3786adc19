import { runScenarios } from './engine/run-scenarios.js';
import { WORKER_KILL_SCENARIOS } from './scenarios/worker-kills.js';

runScenarios(WORKER_KILL_SCENARIOS);
