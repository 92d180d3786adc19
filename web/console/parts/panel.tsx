import { useId, type ReactNode } from 'react';
import classes from './panel.module.css';

interface PanelProps {
  title: string;
  hint?: ReactNode;
  /** Beside the title. */
  tools?: ReactNode;
  children: ReactNode;
}

/** One part of a page: its name, what it means, and what it shows. */
export function Panel({ title, hint, tools, children }: PanelProps) {
  const id = useId();
  return (
    <section className={classes.panel} aria-labelledby={id}>
      <div className={classes.head}>
        <h2 id={id} className={classes.title}>
          {title}
        </h2>
        {tools}
      </div>
      {hint !== undefined && <p className={classes.hint}>{hint}</p>}
      <div className={classes.body}>{children}</div>
    </section>
  );
}

/** A table that is scrolled by itself where it is wider than its panel; by keys too. */
export function WideTable({ label, children }: { label: string; children: ReactNode }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- WCAG 2.1.1: what scrolls is reached by keys
    <div className={classes.scroll} role="group" aria-label={label} tabIndex={0}>
      <table className={classes.table}>{children}</table>
    </div>
  );
}

/** Classes of the cells of a table, and of quiet text. */
export const cell = { number: classes.number, soft: classes.soft } as const;
