import { findEmails, findLinks } from '../../domain/find-links.js';
import { findHiddenAddresses, type HiddenAddress } from './hidden-addresses.js';
import { domainOf, hostOf, type LinkHost } from './link-hosts.js';
import { findTags, type Tag } from './readings.js';
import { remembered } from './remembered.js';

/** A link of a text. */
export interface TextLink {
  start: number;
  end: number;
  /** Where it leads; undefined for an anchor that leads nowhere. */
  host: LinkHost | undefined;
  /** Made to be taken for another. */
  disguised: boolean;
}

/** The links of a text. */
export interface TextLinks {
  /** Those that readers would see, in order. */
  links: TextLink[];
  /** Addresses that are written so that programs miss them. */
  hidden: HiddenAddress[];
  /** Where all of these lead, one each. */
  hosts: Pick<LinkHost, 'hostname' | 'domain'>[];
}

/** Where a link ends for the letter of another alphabet, what it is to look like goes on (pаypal with a Cyrillic а). */
const FOREIGN_LETTERS =
  /^[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}][\p{L}\p{N}.-]*\p{L}/u;
const MAX_HOST = 255;

/** Every link of a text, and where it leads. Takes linear time. */
export const linksIn = remembered((body: string): TextLinks => {
  const links = linksOf(body);
  const hidden = hiddenAddresses(body, links);
  const hosts = [
    ...links.flatMap(({ host }) => host ?? []),
    ...hidden.map(({ host }) => ({ hostname: host, domain: domainOf(host) })),
  ];
  return { links, hidden, hosts };
});

/** Addresses that are no links, for they are hidden. */
function hiddenAddresses(body: string, links: readonly TextLink[]): HiddenAddress[] {
  return findHiddenAddresses(body).filter(
    (address) => !links.some(({ start, end }) => address.start < end && start < address.end),
  );
}

function linksOf(body: string): TextLink[] {
  const tags = findTags(body);
  const anchors = tags
    .filter((tag) => isAnchor(body, tag))
    .map((tag) => anchorLink(body, tag, elementOf(tags, tag)));
  const codes = tags
    .filter(({ name, closing }) => name === 'code' && !closing)
    .map((tag) => elementOf(tags, tag));
  const taken = [...anchors, ...codes, ...tags];
  const web = findLinks(body);
  const bare = [...web, ...findEmails(body, web)]
    .filter((link) => !taken.some(({ start, end }) => link.start < end && start < link.end))
    .map(({ start, end, href }): TextLink => {
      const more = FOREIGN_LETTERS.exec(body.slice(end, end + MAX_HOST))?.[0] ?? '';
      const host = hostOf(href + more);
      return { start, end: end + more.length, host, disguised: host?.disguised === true };
    });
  return [...anchors, ...bare].sort((a, b) => a.start - b.start);
}

const HREF = /[\s/"']href\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))/i;

/** An anchor; it is in disguise when its text is the address of another domain. */
function anchorLink(body: string, tag: Tag, element: { start: number; end: number }): TextLink {
  const [, ...values] = HREF.exec(body.slice(tag.start, tag.end)) ?? [];
  const href =
    values
      .find((value) => value !== undefined)
      ?.replaceAll('&amp;', '&')
      .trim() ?? '';
  const host = hostOf(href);
  const told = findLinks(body.slice(tag.end, element.end))[0];
  const toldHost = told === undefined ? undefined : hostOf(told.href);
  const lies = toldHost !== undefined && toldHost.domain !== host?.domain;
  return { ...element, host, disguised: host?.disguised === true || lies };
}

function isAnchor(body: string, { name, closing, start, end }: Tag): boolean {
  return name === 'a' && !closing && /[\s/"']href\s*=/i.test(body.slice(start, end));
}

/** From the tag to the end of its element; an element that is never closed is its tag alone. */
function elementOf(tags: readonly Tag[], tag: Tag): { start: number; end: number } {
  const after = tags.filter(({ start, name }) => start >= tag.end && name === tag.name);
  const end = after[0]?.closing === true ? after[0].end : tag.end;
  return { start: tag.start, end };
}
