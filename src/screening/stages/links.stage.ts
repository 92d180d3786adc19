import type { Stage } from '../pipeline/stage.js';
import { isInternational, isMixed, trustedNames } from '../text/host-names.js';
import { linksIn } from '../text/text-links.js';

/** Places, and domains, that are recorded at most. */
const MAX_SPANS = 20;

/**
 * Links as readers would see them: anchors, and bare http, www and e-mail addresses also where they are glued to
 * Japanese text. Like WordPress 6.8, an address inside an anchor counts once and one inside `code` not at all; the
 * author's own site is no link of the text.
 */
export const linksStage: Stage = {
  name: 'links',
  gives: ['links'],
  run({ submission: { body }, policy }) {
    const { links, hidden, hosts } = linksIn(body);
    const count = links.length;
    const places = [...links, ...hidden].sort((one, other) => one.start - other.start).slice(0, MAX_SPANS);
    const trusted = trustedNames(policy.trusted_domains);
    const evidence = {
      count,
      domains: [...new Set(hosts.map(({ domain }) => domain))].slice(0, MAX_SPANS),
      disguised: links.filter(({ disguised }) => disguised).length + hidden.length,
      glued: links.filter(({ start }) => GLUED.test(body.slice(Math.max(0, start - 2), start))).length,
      bbcode: [...body.matchAll(BBCODE)].length,
      international: hosts.filter(({ hostname }) => isInternational(hostname)).length,
      mixed: hosts.filter(({ hostname }) => isMixed(hostname)).length,
      imitating: hosts.filter(({ hostname, domain }) => trusted.imitates(hostname, domain)).length,
      spans: places.map(({ start, end }) => ({ field: 'text' as const, start, end })),
    };
    return [{ kind: 'links', score: count / (count + 1), evidence }];
  },
};

/** Japanese right before a link: hand-written links mostly stand alone. */
const GLUED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]$/u;

/** Links of forums, which do nothing here: posted by programs. */
const BBCODE = /\[(?:url|link)\b[^\]\n]{0,500}\]/gi;
