import { z } from 'zod';

/** A site's key; empty or absent: all sites. NUL is in no key. */
const site = z
  .string()
  .max(100)
  .transform((value) => value.replaceAll('\0', '').trim() || null)
  .optional()
  .transform((value) => value ?? null);

/** A name of the IANA time zone database that this process knows; offsets mean the contrary to PostgreSQL. */
const zone = z
  .string()
  .max(64)
  .refine((name) => /^[A-Za-z][A-Za-z0-9_+/-]*$/.test(name) && isKnownZone(name), { error: 'figures.zone' })
  .default('UTC');

function isKnownZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

const daysUpTo = (most: number, usual: number) => z.coerce.number().int().min(1).max(most).default(usual);

/** The query of GET /review/figures/today. */
export const todaySchema = z.strictObject({ site, zone });

/** The query of GET /review/figures/rules. */
export const rulesSchema = z.strictObject({ site, days: daysUpTo(90, 30) });

/** The query of GET /review/figures/agreement. */
export const agreementSchema = z.strictObject({ site, days: daysUpTo(365, 90) });

/** Of which site (null: all), and of how many days up to now. */
export type FiguresRange = z.infer<typeof rulesSchema>;
