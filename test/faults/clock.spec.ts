import { runScenarios } from './engine/run-scenarios.js';
import { CLOCK_SCENARIOS } from './scenarios/clock.js';

runScenarios(CLOCK_SCENARIOS);
