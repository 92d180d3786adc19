/** A time (ISO 8601) as a field of type datetime-local has it, in the zone of this browser; empty for none. */
export function fieldOf(at: string | null): string {
  if (at === null) return '';
  const time = new Date(at);
  const two = (part: number) => String(part).padStart(2, '0');
  const day = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
  return `${day}T${two(time.getHours())}:${two(time.getMinutes())}`;
}

/** The time that such a field holds; null where it is empty or none. */
export function timeOf(field: string): string | null {
  const time = new Date(field);
  return field === '' || Number.isNaN(time.getTime()) ? null : time.toISOString();
}
