import type { Stage } from '../pipeline/stage.js';
import { isAlias, isListed, isTagged, mailAddressOf } from '../text/mail-address.js';
import { DISPOSABLE_DOMAINS } from './disposable-domains.js';

const known = new WeakMap<readonly string[], ReadonlySet<string>>();

/** A policy's own list as a set, made once. */
function setOf(domains: readonly string[]): ReadonlySet<string> {
  const made = known.get(domains) ?? new Set(domains);
  known.set(domains, made);
  return made;
}

/** What the author's e-mail address says by itself: that there is none, that it lasts minutes, that it has other spellings. */
export const mailAddressStage: Stage = {
  name: 'mail-address',
  gives: ['mail-address'],
  run({ submission: { authorEmail }, policy }) {
    const address = mailAddressOf(authorEmail);
    const evidence = {
      missing: address === undefined,
      disposable:
        address !== undefined && isListed(address.domain, DISPOSABLE_DOMAINS, setOf(policy.disposable_mail)),
      tagged: address !== undefined && isTagged(address),
      alias: address !== undefined && isAlias(address),
    };
    return [{ kind: 'mail-address', score: evidence.disposable ? 1 : 0, evidence }];
  },
};
