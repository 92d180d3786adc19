import { Kbd } from '@mantine/core';
import { capsOf, keyOf } from '../keys/keymap.js';
import { useSay } from '../say.js';
import { roleIncludes } from './pages.js';
import classes from './shell.module.css';
import { goCommand } from './use-keymap.js';
import { useShell } from './use-shell.js';

/** Where the next key leads, while it is waited for. */
export function GoHint({ going }: { going: boolean }) {
  const say = useSay();
  const { pages, keymap, session } = useShell();
  const mine = pages.filter((page) => roleIncludes(session.moderator.role, page.role));
  return (
    <div role="status" className={classes.goHint} data-going={going ? '' : undefined}>
      {going && (
        <>
          <strong>{say('go.where')}</strong>
          {mine.map((page) => {
            const key = keyOf(keymap, goCommand(page));
            return (
              key !== '' && (
                <span key={page.path}>
                  <Kbd size="xs">{capsOf(key).join(' ')}</Kbd> {say(page.name)}
                </span>
              )
            );
          })}
        </>
      )}
    </div>
  );
}
