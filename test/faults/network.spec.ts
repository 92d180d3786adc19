import { runScenarios } from './engine/run-scenarios.js';
import { NETWORK_SCENARIOS } from './scenarios/network.js';

runScenarios(NETWORK_SCENARIOS);
