import type { Stage } from '../pipeline/stage.js';
import { trustedNames } from '../text/host-names.js';
import { linksIn } from '../text/text-links.js';

/** Domains that are recorded at most. */
const MAX_DOMAINS = 20;

/** What the site knows of where the links lead: what was never approved is new, what comes again and again is a campaign. */
export const linkHistoryStage: Stage = {
  name: 'link-history',
  gives: ['link-history'],
  run({ submission: { body }, linkedDomains, policy: { trusted_domains: trustedDomains, rates } }) {
    const trusted = trustedNames(trustedDomains);
    const strange = new Set(
      linksIn(body).hosts.flatMap(({ hostname, domain }) => (trusted.trusts(hostname) ? [] : domain)),
    );
    const domains = linkedDomains.filter(({ domain }) => strange.has(domain));
    const fresh = domains.filter(({ approved }) => !approved);
    const evidence = {
      fresh: fresh.length,
      domains: fresh.slice(0, MAX_DOMAINS).map(({ domain }) => domain),
      recent: domains.reduce((most, { recent }) => Math.max(most, recent), 0),
      minutes: rates.minutes,
    };
    return [{ kind: 'link-history', score: fresh.length / (fresh.length + 1), evidence }];
  },
};
