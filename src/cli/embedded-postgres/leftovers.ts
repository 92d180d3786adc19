import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { isRunning } from './processes.js';

/** A process that was killed may have children that still write; after this time nothing does. */
const LEFTOVER_AGE_MS = 60_000;

/**
 * A name next to `target` under which it is prepared before one rename makes it appear whole.
 * The name carries the process, so that what a killed process left can be told from work under way.
 */
export function draftName(target: string): string {
  return `${target}.draft-${process.pid}-${randomBytes(4).toString('hex')}`;
}

/** Removes drafts of `target` whose process is gone for a minute. Never throws: the next start tries again. */
export function removeLeftovers(target: string): void {
  const parent = path.dirname(target);
  const prefix = `${path.basename(target)}.draft-`;
  for (const name of fs.readdirSync(parent)) {
    if (!name.startsWith(prefix)) continue;
    const pid = Number.parseInt(name.slice(prefix.length), 10);
    const file = path.join(parent, name);
    try {
      const age = Date.now() - fs.statSync(file).mtimeMs;
      if (!isRunning(pid) && age > LEFTOVER_AGE_MS) fs.rmSync(file, { recursive: true, force: true });
    } catch {
      continue;
    }
  }
}

/** Writes a file so that a reader sees the old text or the new one, never half; mode in octal. */
export function replaceFile(file: string, text: string, mode: number): void {
  const owner = fs.statSync(path.dirname(file));
  const draft = draftName(file);
  fs.writeFileSync(draft, text, { mode });
  if (process.geteuid?.() === 0) fs.chownSync(draft, owner.uid, owner.gid);
  fs.renameSync(draft, file);
}
