import { runScenarios } from './engine/run-scenarios.js';
import { REDIS_SCENARIOS } from './scenarios/redis.js';

runScenarios(REDIS_SCENARIOS);
