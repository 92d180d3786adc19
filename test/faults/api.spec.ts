import { runScenarios } from './engine/run-scenarios.js';
import { API_SCENARIOS } from './scenarios/api.js';

runScenarios(API_SCENARIOS);
