import { z } from 'zod';
import { REPORT_KINDS } from '../../domain/report.entity.js';

/** Most characters of a note, as JavaScript counts them (`maxlength` does too). */
export const NOTE_LENGTH = 500;

/** What a reader reports. */
export const reportSchema = z.strictObject({
  kind: z.enum(REPORT_KINDS, { error: 'report.kindMissing' }),
  note: z
    .string()
    // Browsers count a line end as one character and send two.
    .transform((value) => value.replaceAll('\0', '').replaceAll('\r\n', '\n').toWellFormed().trim())
    .refine((value) => value.length <= NOTE_LENGTH, { error: 'report.noteLong' })
    .default(''),
});

/** What a reader reports. */
export type ReportWish = z.output<typeof reportSchema>;

/** The number of a comment in an address; null for what is none. */
export function commentNumber(text: string): number | null {
  return /^[1-9]\d{0,14}$/.test(text) ? Number(text) : null;
}
