/**
 * The address that shows an author the own submission until it is decided: WordPress 6.8's query, with a signature that
 * fits this one submission.
 * @param permalink absolute address of the thread's page.
 * @param hash `signReceipt` of the submission.
 */
export function receiptUrl(permalink: string, number: number, hash: string): string {
  const url = new URL(permalink);
  addReceipt(url, number, hash);
  url.hash = `comment-${number}`;
  return url.href;
}

/** Puts the receipt into an address' query; the rest of the query stays as it is written. */
export function addReceipt(url: URL, number: number, hash: string): void {
  const others = url.search
    .slice(1)
    .split('&')
    .filter((part) => part !== '' && !/^(unapproved|moderation-hash)(=|$)/.test(part));
  url.search = [...others, `unapproved=${number}`, `moderation-hash=${hash}`].join('&');
}
