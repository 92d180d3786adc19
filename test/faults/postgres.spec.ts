import { runScenarios } from './engine/run-scenarios.js';
import { POSTGRES_SCENARIOS } from './scenarios/postgres.js';

runScenarios(POSTGRES_SCENARIOS);
