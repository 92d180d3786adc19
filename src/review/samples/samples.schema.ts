import { z } from 'zod';
import { REJECT_REASONS } from '../../domain/decision.entity.js';

/** POST /review/samples */
export const handSchema = z.strictObject({ want: z.int().min(1).max(5).default(2) });

/** POST /review/samples/:id/answer */
export const answerSchema = z.strictObject({ choice: z.enum(['approved', ...REJECT_REASONS]) });
