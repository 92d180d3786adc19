import { runScenarios } from './engine/run-scenarios.js';
import { SHUTDOWN_SCENARIOS } from './scenarios/shutdown.js';

runScenarios(SHUTDOWN_SCENARIOS);
