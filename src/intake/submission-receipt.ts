/**
 * The address that shows an author the own submission until it is decided: WordPress 6.8's query, with a signature that
 * fits this one submission.
 * @param permalink absolute address of the thread's page.
 * @param hash `signReceipt` of the submission.
 */
export function receiptUrl(permalink: string, number: number, hash: string): string {
  const url = new URL(permalink);
  url.searchParams.set('unapproved', String(number));
  url.searchParams.set('moderation-hash', hash);
  url.hash = `comment-${number}`;
  return url.toString();
}
