import type { ReactNode } from 'react';
import { OutIcon } from '../parts/icons.js';
import { safeHref } from '../parts/safe-href.js';
import { useSay } from '../say.js';

/** A link to the outside in a new tab, if its address is http or https; else its text alone. */
export function OutLink({ to, children }: { to: string; children: ReactNode }) {
  const say = useSay();
  const href = safeHref(to);
  if (href === undefined) return children;
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow ugc">
      {children}
      <OutIcon />
      <span className="visually-hidden"> {say('item.opensNew')}</span>
    </a>
  );
}
