import { work } from '../screening/work.js';

export const noun: unknown = work;
