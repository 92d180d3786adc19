/** A place in a thread as a text for addresses; readers pass it back and need not understand it. */
export function cursorOf(path: readonly number[]): string {
  return Buffer.from(path.join('.')).toString('base64url');
}

/** The place a cursor stands for; undefined when it is none of ours. */
export function pathOfCursor(cursor: string): number[] | undefined {
  if (!/^[\w-]{1,120}$/.test(cursor)) return undefined;
  const text = Buffer.from(cursor, 'base64url').toString('latin1');
  if (!/^[1-9]\d{0,15}(?:\.[1-9]\d{0,15}){0,4}$/.test(text)) return undefined;
  const path = text.split('.').map(Number);
  return path.every(Number.isSafeInteger) && cursorOf(path) === cursor ? path : undefined;
}
