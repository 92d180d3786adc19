import type { ReactNode } from 'react';
import { isPlainClick } from '../parts/plain-click.js';
import { useSay } from '../say.js';
import { goToPath } from '../state/use-place.js';
import type { RuleMode } from './document.js';
import classes from './policy.module.css';

interface CardProps {
  title: string;
  /** Beside the title. */
  tools?: ReactNode;
  hint?: string;
  children: ReactNode;
}

/** A part of a page with its heading. */
export function Card({ title, tools, hint, children }: CardProps) {
  return (
    <section className={classes.card} aria-label={title}>
      <div className={classes.cardHead}>
        <h2 className={classes.cardTitle} tabIndex={-1}>
          {title}
        </h2>
        <span className={classes.push} />
        {tools}
      </div>
      {hint !== undefined && <p className={classes.hint}>{hint}</p>}
      {children}
    </section>
  );
}

interface PlaceLinkProps {
  to: string;
  className?: string | undefined;
  /** It leads to what is open. */
  current?: boolean;
  children: ReactNode;
}

/** A link to another place of the console. */
export function PlaceLink({ to, className, current = false, children }: PlaceLinkProps) {
  return (
    <a
      href={to}
      className={className}
      aria-current={current ? 'page' : undefined}
      onClick={(event) => {
        if (!isPlainClick(event)) return;
        event.preventDefault();
        goToPath(to);
      }}
    >
      {children}
    </a>
  );
}

const TONES = { live: 'on', hold_only: 'on', shadow: 'watch', draft: undefined } as const;

/** Where a rule stands in its life. */
export function ModeBadge({ mode }: { mode: RuleMode }) {
  const say = useSay();
  return (
    <span className={classes.badge} data-tone={TONES[mode]}>
      {say(`policy.mode.${mode}`)}
    </span>
  );
}

/** A table that is scrolled by itself where it is wider than the screen, by keys too. */
export function TableBox({ label, head, children }: { label: string; head: ReactNode; children: ReactNode }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keys
    <div className={classes.tableBox} role="region" aria-label={label} tabIndex={0}>
      <table className={classes.table}>
        <thead>
          <tr>{head}</tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

/** Moves the focus to the first heading of the open part, where what had it is gone. */
export function focusHeading(): void {
  window.requestAnimationFrame(() => document.querySelector<HTMLElement>('main h2')?.focus());
}
