import { BASE } from '../shell/pages.js';
import { goToPath, usePathname, useSearch } from '../state/use-place.js';

/** Parts of the policy's pages, in the order of the tabs; the first is at the address of the page itself. */
export const PARTS = [
  'overview',
  'rules',
  'lists',
  'settings',
  'test',
  'replay',
  'shadow',
  'versions',
  'switches',
] as const;

/** A part of the policy's pages. */
export type Part = (typeof PARTS)[number];

/** Address of a part; `open` names what is open in it. */
export function addressOf(part: Part, site: string, open = ''): string {
  const query = new URLSearchParams();
  if (site !== '') query.set('site', site);
  if (open !== '') query.set('open', open);
  const text = query.toString();
  return `${BASE}policy${part === 'overview' ? '' : `/${part}`}${text === '' ? '' : `?${text}`}`;
}

/** Where the address bar stands: which part of which site, and what is open there. Undefined: there is no such part. */
export function useWhere(): { part: Part | undefined; site: string; open: string } {
  const [, name = ''] = usePathname().slice(BASE.length).split('/');
  const query = new URLSearchParams(useSearch());
  const part = name === '' ? 'overview' : PARTS.find((one) => one !== 'overview' && one === name);
  return { part, site: query.get('site') ?? '', open: query.get('open') ?? '' };
}

/** Goes to a part. */
export function goTo(part: Part, site: string, open = ''): void {
  goToPath(addressOf(part, site, open));
}
