import { runScenarios } from './engine/run-scenarios.js';
import { UPGRADE_SCENARIOS } from './scenarios/upgrade.js';

runScenarios(UPGRADE_SCENARIOS);
