import { useEffect, type ReactNode } from 'react';
import { PageMenu } from './page-links.js';
import { SettingsMenu } from './settings-menu.js';
import classes from './shell.module.css';
import { UserMenu } from './user-menu.js';

interface PageFrameProps {
  title: string;
  /** Beside the title: filters, the main button. */
  tools?: ReactNode;
  children: ReactNode;
}

/** A page that is not the queue: its title and tools above, its content below, scrolled by itself. */
export function PageFrame({ title, tools, children }: PageFrameProps) {
  useEffect(() => {
    document.title = `${title} – Replydesk`;
  }, [title]);
  return (
    <div className={classes.frame}>
      <header className={classes.head}>
        <PageMenu />
        <h1 className={classes.title}>{title}</h1>
        <div className={classes.headTools}>{tools}</div>
        <PhoneTools />
      </header>
      {/* What scrolls is reached by keys (WCAG 2.1.1). */}
      <main className={classes.content} tabIndex={0}>
        <div className={classes.column}>{children}</div>
      </main>
    </div>
  );
}

/** Settings and account, which a phone has above instead of at the side. */
export function PhoneTools() {
  return (
    <div className={`${classes.phone} ${classes.phoneTools}`}>
      <SettingsMenu />
      <UserMenu />
    </div>
  );
}
