import { Button } from '@mantine/core';
import { lazy, Suspense } from 'react';
import type { SessionView } from '../../../src/contract/review-api.js';
import { BreakHint } from '../care/break-hint.js';
import icon from '../icon.svg';
import { Notice } from '../parts/notice.js';
import { useSay } from '../say.js';
import { goToPath, usePathname } from '../state/use-place.js';
import { GoHint } from './go-hint.js';
import { HelpDialog } from './help-dialog.js';
import { PaletteButton } from './palette-button.js';
import { PageRail } from './page-links.js';
import { BASE, pageAt, roleIncludes, type PageEntry } from './pages.js';
import { SettingsMenu } from './settings-menu.js';
import classes from './shell.module.css';
import { UserMenu } from './user-menu.js';
import { useShellKeys } from './use-shell-keys.js';
import { ShellProvider, useShellState } from './use-shell.js';

const Palette = lazy(async () => ({ default: (await import('./palette.js')).Palette }));

function NoPage({ why }: { why: 'shell.unknown' | 'shell.forbidden' }) {
  const say = useSay();
  return (
    <Notice title={say(why)}>
      <Button variant="default" onClick={() => goToPath(BASE)}>
        {say('shell.toQueue')}
      </Button>
    </Notice>
  );
}

interface ShellProps {
  pages: readonly PageEntry[];
  session: SessionView;
  onSignedOut: () => void;
}

/** The frame of the console: the pages at the side, one of them open. */
export function Shell({ pages, session, onSignedOut }: ShellProps) {
  const say = useSay();
  const shell = useShellState(pages, session, onSignedOut);
  const going = useShellKeys(shell);
  const page = pageAt(pages, usePathname());
  const allowed = page !== undefined && roleIncludes(session.moderator.role, page.role);
  return (
    <ShellProvider value={shell}>
      <div className={classes.shell}>
        <div className={classes.rail}>
          <span className={classes.mark}>
            <img src={icon} alt="" width="24" height="24" />
          </span>
          <PageRail />
          <div className={classes.railEnd}>
            <PaletteButton />
            <SettingsMenu />
            <UserMenu />
          </div>
        </div>
        <div className={classes.page}>
          <Suspense fallback={<Notice title={say('shell.loading')} />}>
            {allowed ? (
              <page.Page key={page.path} />
            ) : (
              <NoPage why={page === undefined ? 'shell.unknown' : 'shell.forbidden'} />
            )}
          </Suspense>
        </div>
      </div>
      <BreakHint on={shell.breaksOn} />
      <GoHint going={going} />
      <HelpDialog />
      <Suspense>{shell.palette.opened && <Palette />}</Suspense>
    </ShellProvider>
  );
}
