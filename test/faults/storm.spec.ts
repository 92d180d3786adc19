import { runScenarios } from './engine/run-scenarios.js';
import { STORM_SCENARIOS } from './scenarios/storm.js';

runScenarios(STORM_SCENARIOS);
