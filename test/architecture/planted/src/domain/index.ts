export * from './noun.js';
