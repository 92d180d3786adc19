import { runScenarios } from './engine/run-scenarios.js';
import { DUPLICATE_SCENARIOS } from './scenarios/duplicates.js';

runScenarios(DUPLICATE_SCENARIOS);
