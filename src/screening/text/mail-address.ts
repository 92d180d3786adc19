import { fold } from '../../domain/fold.js';

/** Where dots in the name make no difference, by the name that all its domains share. */
const DOTLESS: Readonly<Record<string, string>> = { 'gmail.com': 'gmail.com', 'googlemail.com': 'gmail.com' };

/** An e-mail address as it is compared. */
export interface MailAddress {
  /** What comes before the @. */
  name: string;
  /** Lower case, without a full stop at its end. */
  domain: string;
}

/** An address in its parts; undefined for what no mail could reach. */
export function mailAddressOf(text: string): MailAddress | undefined {
  const address = fold(text).trim();
  const at = address.lastIndexOf('@');
  const domain = address.slice(at + 1).replace(/\.$/u, '');
  return at < 1 || domain === '' ? undefined : { name: address.slice(0, at), domain };
}

/** Whether a tag follows the name of the mailbox: aiko+news@example.org reaches aiko@example.org. */
export function isTagged({ name }: MailAddress): boolean {
  return name.indexOf('+') > 0;
}

/**
 * The address under which all other ways to write the same mailbox come together. For comparison only: most services leave
 * out a tag after `+`, and Gmail leaves out dots and has two domains.
 */
export function canonicalMail(address: MailAddress): MailAddress {
  const name = isTagged(address) ? address.name.slice(0, address.name.indexOf('+')) : address.name;
  if (!Object.hasOwn(DOTLESS, address.domain)) return { ...address, name };
  const plain = name.replaceAll('.', '');
  return { name: plain === '' ? name : plain, domain: DOTLESS[address.domain] ?? address.domain };
}

/** Whether another address reaches the same mailbox and is the plainer one. */
export function isAlias(address: MailAddress): boolean {
  const { name, domain } = canonicalMail(address);
  return name !== address.name || domain !== address.domain;
}

/** Whether a domain, or one that it is under, is in one of the lists. */
export function isListed(domain: string, ...lists: readonly ReadonlySet<string>[]): boolean {
  for (let rest = domain; rest !== ''; rest = rest.slice(rest.indexOf('.') + 1)) {
    if (lists.some((list) => list.has(rest))) return true;
    if (!rest.includes('.')) return false;
  }
  return false;
}
