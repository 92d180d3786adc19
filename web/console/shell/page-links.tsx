import { ActionIcon, Menu } from '@mantine/core';
import { MenuIcon } from '../parts/icons.js';
import { isPlainClick } from '../parts/plain-click.js';
import { useSay } from '../say.js';
import { goToPath, usePathname } from '../state/use-place.js';
import { BASE, pageAt, roleIncludes, type PageEntry } from './pages.js';
import classes from './shell.module.css';
import { useShell } from './use-shell.js';

function usePages(): { pages: readonly PageEntry[]; open: PageEntry | undefined } {
  const { pages, session } = useShell();
  const mine = pages.filter((page) => roleIncludes(session.moderator.role, page.role));
  return { pages: mine, open: pageAt(pages, usePathname()) };
}

/** The pages beside the content, on wide screens. */
export function PageRail() {
  const say = useSay();
  const { pages, open } = usePages();
  return (
    <nav className={classes.links} aria-label={say('shell.pages')}>
      {pages.map((page) => (
        <a
          key={page.path}
          className={classes.link}
          href={BASE + page.path}
          aria-current={page === open ? 'page' : undefined}
          onClick={(event) => {
            if (!isPlainClick(event)) return;
            event.preventDefault();
            goToPath(BASE + page.path);
          }}
        >
          <page.icon />
          <span>{say(page.name)}</span>
          {page.Badge !== undefined && <page.Badge />}
        </a>
      ))}
    </nav>
  );
}

/** The pages behind a button, on a phone. */
export function PageMenu() {
  const say = useSay();
  const { pages, open } = usePages();
  return (
    <Menu position="bottom-start" shadow="md" width={240} transitionProps={{ duration: 0 }}>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          className={classes.phone}
          aria-label={say('shell.menu')}
        >
          <MenuIcon />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {pages.map((page) => (
          <Menu.Item
            key={page.path}
            leftSection={<page.icon />}
            rightSection={page.Badge !== undefined && <page.Badge />}
            aria-current={page === open ? 'page' : undefined}
            onClick={() => goToPath(BASE + page.path)}
          >
            {say(page.name)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
