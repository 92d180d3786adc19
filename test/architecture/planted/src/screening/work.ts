import { noun } from '../domain/noun.js';

export const work = noun;
