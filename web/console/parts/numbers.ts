const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const UNITS = [
  { from: 2 * DAY, unit: 'day', seconds: DAY },
  { from: 1.5 * HOUR, unit: 'hour', seconds: HOUR },
  { from: 90, unit: 'minute', seconds: MINUTE },
  { from: 0, unit: 'second', seconds: 1 },
] as const;

/** A length of time in one unit, such as `3.4 hr`; three digits at most. */
export function durationOf(seconds: number, locale: string): string {
  const { unit, seconds: size } = UNITS.find(({ from }) => seconds >= from) ?? UNITS[3];
  const value = seconds / size;
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit,
    unitDisplay: 'short',
    maximumFractionDigits: value < 10 ? 1 : 0,
  }).format(value);
}

/** A number in the usual form. */
export function numberOf(value: number, locale: string, digits = 0): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value);
}

/** A share from 0 to 1 in percent. */
export function percentOf(share: number, locale: string): string {
  return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }).format(share);
}

/** A day such as `2026-11-23` as month and day. */
export function dayName(day: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { month: 'numeric', day: 'numeric', timeZone: 'UTC' }).format(
    Date.parse(day),
  );
}
