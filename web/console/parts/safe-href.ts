/** An address that may be linked to: http or https only; undefined for everything else (`javascript:`, `data:`, …). */
export function safeHref(address: string): string | undefined {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return undefined;
  }
  return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : undefined;
}
