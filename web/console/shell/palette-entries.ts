import { useMantineColorScheme } from '@mantine/core';
import { signOut } from '../api/session.js';
import { useSpeech } from '../say.js';
import { goToPath } from '../state/use-place.js';
import { BASE, roleIncludes } from './pages.js';
import type { PaletteEntry } from './use-palette.js';
import { goCommand } from './use-keymap.js';
import { useShell } from './use-shell.js';

/** What the palette can do on every page; `search` looks for the query among the comments. */
export function useOwnEntries(query: string): PaletteEntry[] {
  const { say, locale, setLocale } = useSpeech();
  const { setColorScheme } = useMantineColorScheme();
  const { pages, session, onSignedOut, setHelpOpen, keysOn, setKeysOn } = useShell();
  const mine = pages.filter((page) => roleIncludes(session.moderator.role, page.role));
  const q = query.trim();
  return [
    ...mine.map((page): PaletteEntry => ({
      id: `go ${page.path === '' ? 'queue' : page.path}`,
      group: 'go.where',
      label: say(page.name),
      command: goCommand(page),
      run: () => goToPath(BASE + page.path),
    })),
    {
      id: 'help',
      group: 'palette.settings',
      label: say('settings.showKeys'),
      command: 'help',
      run: () => setHelpOpen(true),
    },
    ...(['auto', 'light', 'dark'] as const).map((theme): PaletteEntry => ({
      id: `theme ${theme}`,
      group: 'palette.settings',
      label: `${say('settings.theme')}: ${say(`settings.theme.${theme}`)}`,
      run: () => setColorScheme(theme),
    })),
    {
      id: 'language',
      group: 'palette.settings',
      label: locale === 'en' ? '日本語で表示' : 'Show in English',
      run: () => setLocale(locale === 'en' ? 'ja' : 'en'),
    },
    {
      id: 'keys',
      group: 'palette.settings',
      label: say(keysOn ? 'palette.keysOff' : 'palette.keysOn'),
      run: () => setKeysOn(!keysOn),
    },
    {
      id: 'sign out',
      group: 'palette.settings',
      label: say('session.signOut'),
      run: () => void signOut().then(onSignedOut),
    },
    {
      id: 'search',
      group: 'help.find',
      label: say('palette.search', { query: q }),
      run: () => goToPath(`${BASE}?${new URLSearchParams({ q })}`),
    },
  ];
}
