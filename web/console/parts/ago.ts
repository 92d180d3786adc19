const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;

const STEPS = [
  { below: HOUR, unit: 'minute', seconds: MINUTE },
  { below: DAY, unit: 'hour', seconds: HOUR },
  { below: WEEK, unit: 'day', seconds: DAY },
] as const;

/** How long before `now` (ms) a time (ISO 8601) was, in words; older than a week: the date. */
export function agoOf(at: string, now: number, locale: string): string {
  const time = Date.parse(at);
  const seconds = Math.max(0, (now - time) / 1000);
  const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' });
  if (seconds < MINUTE) return words.format(0, 'second');
  const step = STEPS.find(({ below }) => seconds < below);
  if (step !== undefined) return words.format(-Math.floor(seconds / step.seconds), step.unit);
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }).format(time);
}

/** A time (ISO 8601) as date, time and zone. */
export function fullTimeOf(at: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(Date.parse(at));
}
