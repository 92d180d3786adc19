import { work } from '../screening/work.js';

export const door = work;
