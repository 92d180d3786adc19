import type { ReactNode } from 'react';
import classes from './notice.module.css';

interface NoticeProps {
  title: string;
  hint?: string;
  children?: ReactNode;
}

/** A calm sentence in the middle of an empty area, with what can be done about it. */
export function Notice({ title, hint, children }: NoticeProps) {
  return (
    <div className={classes.notice}>
      <p className={classes.title} tabIndex={-1} data-home>
        {title}
      </p>
      {hint !== undefined && <p className={classes.hint}>{hint}</p>}
      {children}
    </div>
  );
}
