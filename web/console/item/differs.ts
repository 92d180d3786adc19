/** Whether two texts differ in more than case, width and white space. */
export function differs(one: string, other: string): boolean {
  return plain(one) !== plain(other);
}

const plain = (text: string) => text.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim();
