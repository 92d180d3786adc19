import { lookup, Resolver } from 'node:dns/promises';
import type { LookupAddress } from 'node:dns';
import { isIPv6, type LookupFunction } from 'node:net';
import { callbackify } from 'node:util';
import { Agent } from 'undici';
import { mayConnect, type TargetRules } from './target.js';

/** Finds all network addresses behind a name. @throws when there are none. */
export type Resolve = (hostname: string) => Promise<string[]>;

/** A name leads where the desk does not send. */
export class RefusedAddressError extends Error {
  constructor(address: string) {
    super(`the name of the receiver leads to ${address}, which is not a public address`);
    this.name = 'RefusedAddressError';
  }
}

/** Milliseconds to make a connection, the name included. */
const CONNECT_MS = 5_000;

/** Milliseconds an unused connection is kept. */
const KEEP_ALIVE_MS = 4_000;

const resolver = new Resolver({ timeout: 2_000, tries: 2 });

/**
 * Asks the name servers themselves: the system's own look-up has so few threads that the names of one slow server would
 * keep all others waiting. Names that only the system knows (hosts file, search domains) it is asked for.
 */
export const resolveName: Resolve = async (hostname) => {
  const answers = await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)]);
  const found = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
  if (found.length > 0) return found;
  for (const answer of answers) {
    if (answer.status === 'rejected' && codeOf(answer.reason) === 'ETIMEOUT') throw answer.reason;
  }
  return (await lookup(hostname, { all: true })).map(({ address }) => address);
};

/**
 * A dispatcher that resolves a name once for each connection, checks every address it has, and connects to one of just
 * these: a name cannot change between check and connection. Addresses written as numbers are not looked up; checkTarget
 * is for them. It follows no redirect.
 */
export function guardedAgent(
  rules: Pick<TargetRules, 'allowPrivate'>,
  resolve: Resolve = resolveName,
): Agent {
  return new Agent({
    connect: { lookup: guardedLookup(rules, resolve), timeout: CONNECT_MS },
    keepAliveTimeout: KEEP_ALIVE_MS,
    keepAliveMaxTimeout: KEEP_ALIVE_MS,
  });
}

/** The look-up of guardedAgent, in the form node:net takes. */
export function guardedLookup(rules: Pick<TargetRules, 'allowPrivate'>, resolve: Resolve): LookupFunction {
  const checked = callbackify(async (hostname: string): Promise<[LookupAddress, ...LookupAddress[]]> => {
    const addresses = await resolve(hostname);
    const refused = addresses.find((address) => !mayConnect(address, rules));
    if (refused !== undefined) throw new RefusedAddressError(refused);
    const [first, ...others] = addresses.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }));
    if (first === undefined) throw new Error('the name of the receiver has no address');
    return [first, ...others];
  });
  return (hostname, options, callback) => {
    checked(hostname, (error, found) => {
      if (error !== null) callback(error, '');
      else if (options.all === true) callback(null, found);
      else callback(null, found[0].address, found[0].family);
    });
  };
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
