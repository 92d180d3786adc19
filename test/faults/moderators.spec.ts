import { runScenarios } from './engine/run-scenarios.js';
import { MODERATOR_SCENARIOS } from './scenarios/moderators.js';

runScenarios(MODERATOR_SCENARIOS);
