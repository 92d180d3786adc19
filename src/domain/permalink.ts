/**
 * Address of a thread's page: its own when absolute, a path of its own below the desk's address, else the desk's page.
 * @param publicUrl the desk's address without a slash at the end.
 */
export function permalinkOf(
  publicUrl: string,
  siteKey: string,
  thread: { key: string; url: string | null },
): string {
  if (thread.url === null) {
    return `${publicUrl}/sites/${encodeURIComponent(siteKey)}/threads/${encodeURIComponent(thread.key)}`;
  }
  return thread.url.startsWith('/') ? `${publicUrl}${thread.url}` : thread.url;
}
