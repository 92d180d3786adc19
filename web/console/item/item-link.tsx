import type { ReactNode } from 'react';
import { useTheDesk } from '../desk/use-desk.js';
import { isPlainClick } from '../parts/plain-click.js';

interface ItemLinkProps {
  id: string;
  className?: string;
  children: ReactNode;
}

/** Opens another comment in place; the present one is left to the Back button. */
export function ItemLink({ id, className, children }: ItemLinkProps) {
  const { go, hrefOf } = useTheDesk();
  return (
    <a
      href={hrefOf({ item: id })}
      className={className}
      onClick={(event) => {
        if (!isPlainClick(event)) return;
        event.preventDefault();
        go({ item: id }, { push: true });
      }}
    >
      {children}
    </a>
  );
}
