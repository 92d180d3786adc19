import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Which receivers the desk may reach. */
export interface TargetRules {
  /** Private networks and this machine too. */
  allowPrivate: boolean;
  /** Without TLS too. */
  allowHttp: boolean;
  /** Empty: any. */
  ports: readonly number[];
}

/** Why an address is refused: by its form, or because of where it leads. */
export type TargetFault = 'form' | 'scheme' | 'userinfo' | 'port' | 'address';

/** An address to send to, or why not. */
export type CheckedTarget = { kind: 'good'; url: URL } | { kind: 'refused'; fault: TargetFault };

/** Longest address, in characters. */
const LONGEST = 2_000;

/**
 * Checks an address to send to by itself: form, scheme, port, and the network address if it names one. The addresses
 * behind a name are checked when the connection is made (guarded-agent.ts). The URL parser turns decimal, octal and
 * hexadecimal IPv4 (WHATWG URL, 3.5) into the usual form before.
 */
export function checkTarget(text: string, rules: TargetRules): CheckedTarget {
  const refused = (fault: TargetFault): CheckedTarget => ({ kind: 'refused', fault });
  const url = text.length <= LONGEST && URL.canParse(text) ? new URL(text) : null;
  if (url === null) return refused('form');
  if (url.protocol !== 'https:' && !(rules.allowHttp && url.protocol === 'http:')) return refused('scheme');
  if (url.username !== '' || url.password !== '') return refused('userinfo');
  const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
  if (rules.ports.length > 0 && !rules.ports.includes(port)) return refused('port');
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  if (isIP(host) !== 0 && !mayConnect(host, rules)) return refused('address');
  return { kind: 'good', url };
}

/** Ranges (names of ipaddr.js) that `allowPrivate` opens. Link-local is not among them: clouds keep secrets there. */
const PRIVATE = new Set(['private', 'loopback', 'carrierGradeNat', 'uniqueLocal']);

/** Public by its number, yet the metadata service inside of Azure. */
const AZURE_METADATA = '168.63.129.16';

/** The IPv6 addresses given out for the whole internet (RFC 4291, 2.4; IANA: 2000::/3). */
const GLOBAL_IPV6 = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Whether the desk may open a connection to a network address. IPv4 in IPv6 (`::ffff:…`) counts as that IPv4; addresses
 * that a gateway translates (6to4, Teredo, NAT64) are refused, because where they lead is for the gateway to say.
 */
export function mayConnect(address: string, rules: Pick<TargetRules, 'allowPrivate'>): boolean {
  // ipaddr.js also reads short, octal and hexadecimal forms, which the system may read otherwise.
  if (isIP(address) === 0) return false;
  const parsed = ipaddr.process(address);
  if (parsed.toString() === AZURE_METADATA) return false;
  const range = parsed.range();
  if (rules.allowPrivate && PRIVATE.has(range)) return true;
  if (range !== 'unicast') return false;
  return parsed instanceof ipaddr.IPv4 || parsed.match(GLOBAL_IPV6);
}
