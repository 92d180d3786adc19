/** What WordPress 6.8 takes out of an address: all ASCII but the characters of addresses; and what nobody sees. */
const NOT_OF_ADDRESSES = /[^a-z0-9\-~+_.?#=!&;,/:%@$|*'()[\]\u{80}-\u{10ffff}]|[\p{Cc}\p{Cf}\s]/giu;

/** `example.com:8080/path`: a host with a dot and a port, not a scheme. */
const HOST_AND_PORT = /^[^:]+\.[^:]+:\d{1,5}$/;

/**
 * The author's website as it is stored: an absolute http or https address, or empty.
 * An address without scheme gets `http://` as WordPress does; spaces become `%20`; Japanese hosts and paths stay.
 * Other schemes (javascript, data, mailto, ftp), relative paths and fragments become empty.
 */
export function normaliseAuthorUrl(sent: string): string {
  const url = sent
    .trim()
    .replaceAll(' ', '%20')
    .replace(NOT_OF_ADDRESSES, '')
    .replace(/^(https?);\/\//i, '$1://');
  const absolute = withScheme(url);
  return /^https?:\/\/[^/?#]/i.test(absolute) ? absolute : '';
}

function withScheme(url: string): string {
  const slashes = /^(https?):\/*/i.exec(url);
  if (slashes !== null) return `${slashes[1] as string}://${url.slice(slashes[0].length)}`;
  if (url.startsWith('//')) return `http:${url}`;
  if (url === '' || /^[/?#]/.test(url)) return '';
  const beforePath = url.split(/[/?#]/, 1)[0] as string;
  return beforePath.includes(':') && !HOST_AND_PORT.test(beforePath) ? '' : `http://${url}`;
}
