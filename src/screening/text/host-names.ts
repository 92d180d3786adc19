import { domainToUnicode } from 'node:url';
import { fold } from '../../domain/fold.js';
import { foldView } from './fold-view.js';
import { skeletonView } from './skeleton-view.js';
import { rawView } from './view.js';

/** No host is longer (RFC 1035). */
const LONGEST_HOST = 253;

const LETTERS = /\p{L}/gu;

/** Writing systems that one part of a host may have; letters of none of them belong to all. */
const SCRIPTS: Readonly<Record<string, RegExp>> = {
  latin: /\p{Script=Latin}/u,
  han: /\p{Script=Han}/u,
  hiragana: /\p{Script=Hiragana}/u,
  katakana: /\p{Script=Katakana}/u,
  hangul: /\p{Script=Hangul}/u,
  bopomofo: /\p{Script=Bopomofo}/u,
  cyrillic: /\p{Script=Cyrillic}/u,
  greek: /\p{Script=Greek}/u,
  armenian: /\p{Script=Armenian}/u,
  hebrew: /\p{Script=Hebrew}/u,
  arabic: /\p{Script=Arabic}/u,
  thai: /\p{Script=Thai}/u,
  georgian: /\p{Script=Georgian}/u,
  cherokee: /\p{Script=Cherokee}/u,
};

/** Writing systems that go together in one word (UTS #39, "highly restrictive"). */
const TOGETHER: readonly ReadonlySet<string>[] = [
  new Set(['latin', 'han', 'hiragana', 'katakana']),
  new Set(['latin', 'han', 'bopomofo']),
  new Set(['latin', 'han', 'hangul']),
];

/** Letters that look like one other when they stand side by side. */
const PAIRS: readonly (readonly [string, string])[] = [
  ['rn', 'm'],
  ['vv', 'w'],
];

/** Whether a part of a host is written with other letters than a to z: it has a name in punycode. */
export function isInternational(hostname: string): boolean {
  return /(?:^|\.)xn--/u.test(hostname);
}

/** Whether a part of a host mixes writing systems that nobody mixes; Japanese with Latin letters is ordinary. */
export function isMixed(hostname: string): boolean {
  return isInternational(hostname) && domainToUnicode(hostname).split('.').some(mixesScripts);
}

function mixesScripts(label: string): boolean {
  const letters = label.match(LETTERS) ?? [];
  const scripts = new Set(letters.flatMap((letter) => scriptOf(letter) ?? []));
  return scripts.size > 1 && !TOGETHER.some((set) => [...scripts].every((script) => set.has(script)));
}

function scriptOf(letter: string): string | undefined {
  return Object.entries(SCRIPTS).find(([, letters]) => letters.test(letter))?.[0];
}

/** Parts of a host as a hasty reader sees them: look-alike letters, digits for letters and hyphens make no difference. */
function looksOf(hostname: string): string[] {
  return domainToUnicode(hostname)
    .split('.')
    .map((label) => {
      const text = PAIRS.reduce((all, [pair, one]) => all.replaceAll(pair, one), fold(label));
      return skeletonView(foldView(rawView(text))).text;
    });
}

/** The domains that a site trusts, and what is made to look like them. */
export class TrustedNames {
  private readonly names: ReadonlySet<string>;
  private readonly looks: ReadonlySet<string>;
  /** How many parts they have, each number once. */
  private readonly lengths: readonly number[];

  constructor(domains: readonly string[]) {
    const hosts = domains.flatMap((domain) => asciiHost(domain) ?? []);
    const looks = hosts.map(looksOf).filter((labels) => labels.every((label) => label !== ''));
    this.names = new Set(hosts);
    this.looks = new Set(looks.map((labels) => labels.join('.')));
    this.lengths = [...new Set(looks.map((labels) => labels.length))];
  }

  /** Whether a host is one of them, or under one of them. */
  trusts(hostname: string): boolean {
    const labels = hostname.split('.');
    return labels.some((_label, start) => this.names.has(labels.slice(start).join('.')));
  }

  /**
   * Whether a host is none of them and looks as if it were: look-alikes in the name (examp1e.com for example.com), or the
   * whole name in front of another one (example.com.login.test).
   * @param domain registrable domain of the host; what stands before it, its owner chose freely.
   */
  imitates(hostname: string, domain: string): boolean {
    if (this.looks.size === 0 || hostname.length > LONGEST_HOST || this.trusts(hostname)) return false;
    const looks = looksOf(hostname);
    const free = looks.length - domain.split('.').length;
    return this.lengths.some((length) =>
      looks.some((_label, start) => {
        const end = start + length;
        const isPlace = end <= free || end === looks.length;
        return isPlace && this.looks.has(looks.slice(start, end).join('.'));
      }),
    );
  }
}

/** A host name as links have it; undefined for what is none. */
function asciiHost(name: string): string | undefined {
  const url = `http://${name}/`;
  return URL.canParse(url) ? new URL(url).hostname : undefined;
}

const known = new WeakMap<readonly string[], TrustedNames>();

/** The trusted names of a list of domains, made once for each list. */
export function trustedNames(domains: readonly string[]): TrustedNames {
  const made = known.get(domains) ?? new TrustedNames(domains);
  known.set(domains, made);
  return made;
}
