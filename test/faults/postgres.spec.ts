import { runScenarios } from './engine/run-scenarios.js';
import { POSTGRES_LIMIT_SCENARIOS } from './scenarios/postgres-limits.js';
import { POSTGRES_SCENARIOS } from './scenarios/postgres.js';

runScenarios([...POSTGRES_SCENARIOS, ...POSTGRES_LIMIT_SCENARIOS]);
