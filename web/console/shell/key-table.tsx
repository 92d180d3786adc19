import { Kbd } from '@mantine/core';
import type { Command } from '../keys/keymap.js';
import type { MessageKey } from '../messages.js';
import { useSay } from '../say.js';
import { KeyChange } from './key-change.js';
import classes from './shell.module.css';

/** A command with a key of its own, or keys that stay what they are. */
interface KeyRow {
  command?: Command;
  does: MessageKey;
  /** Caps that cannot be changed. */
  fixed: string[];
}

/** Keys that belong together. */
export interface KeyGroup {
  name: MessageKey;
  rows: KeyRow[];
}

function FixedCaps({ caps }: { caps: string[] }) {
  return caps.map((cap) =>
    cap === '–' ? (
      <span key={cap} className={classes.dash}>
        –
      </span>
    ) : (
      <Kbd key={cap} size="sm" mr={4}>
        {cap}
      </Kbd>
    ),
  );
}

/** What the keys of a group do; the key of a command is a button that changes it. */
export function KeyTable({ name, rows, onNote }: KeyGroup & { onNote: (note: string) => void }) {
  const say = useSay();
  return (
    <section className={classes.keyGroup}>
      <h3>{say(name)}</h3>
      <dl>
        {rows.map(({ command, does, fixed }) => (
          <div key={command ?? does}>
            <dt>{say(does)}</dt>
            <dd>
              <FixedCaps caps={fixed} />
              {command !== undefined && <KeyChange command={command} does={say(does)} onNote={onNote} />}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
