import { runScenarios } from './engine/run-scenarios.js';
import { BACKUP_SCENARIOS } from './scenarios/backup.js';

runScenarios(BACKUP_SCENARIOS);
