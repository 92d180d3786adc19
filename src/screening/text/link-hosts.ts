import { domainToUnicode } from 'node:url';
import { getDomain } from 'tldts';
import { foldView } from './fold-view.js';
import { skeletonView } from './skeleton-view.js';
import { rawView } from './view.js';

const FOREIGN = /(?!\p{Script=Latin})\p{L}/u;
const ASCII = /^[\x21-\x7e]+$/;

/** Where a link leads. */
export interface LinkHost {
  /** In punycode; of an e-mail address, what follows the @. */
  hostname: string;
  /** Registrable domain by the Public Suffix List, private suffixes too; the host where there is none. In punycode. */
  domain: string;
  /** Whether it is made to be taken for another: look-alike letters, or a name before `@` that looks like a host. */
  disguised: boolean;
}

/** Where a link leads; undefined for what has no host. */
export function hostOf(href: string): LinkHost | undefined {
  if (href.startsWith('mailto:')) {
    const hostname = href.slice(href.lastIndexOf('@') + 1).toLowerCase();
    const domain = domainOf(hostname);
    return { hostname, domain, disguised: isLookalike(domain) };
  }
  if (!URL.canParse(href)) return undefined;
  const { hostname, username } = new URL(href);
  if (hostname === '') return undefined;
  const disguised = isLookalike(hostname) || username.includes('.');
  return { hostname, domain: domainOf(hostname), disguised };
}

/** Registrable domain of a host name or address. */
export function domainOf(hostname: string): string {
  return getDomain(hostname, { allowPrivateDomains: true }) ?? hostname;
}

/**
 * Whether a part of a host is not of Latin letters and looks as if it were: all its letters together (аррӏе), or among
 * Latin ones (pаypal). A name in Japanese is none.
 */
function isLookalike(hostname: string): boolean {
  if (!hostname.includes('xn--')) return false;
  return domainToUnicode(hostname)
    .split('.')
    .some((label) => FOREIGN.test(label) && ASCII.test(plain(label)));
}

function plain(label: string): string {
  return skeletonView(foldView(rawView(label))).text;
}
