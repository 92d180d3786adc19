import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { draftName } from './leftovers.js';

/** The package's list of links that an npm tarball cannot carry; paths as `native/lib/libpq.so.5`. */
const linkListSchema = z.array(z.object({ source: z.string(), target: z.string() }));

function linksOf(native: string): { file: string; to: string }[] {
  const list = path.join(native, 'pg-symlinks.json');
  if (!fs.existsSync(list)) return [];
  return linkListSchema.parse(JSON.parse(fs.readFileSync(list, 'utf8'))).map(({ source, target }) => ({
    file: path.join(native, target.replace(/^native\//, '')),
    to: path.relative(path.dirname(target), source),
  }));
}

/** Whether every link of the package exists. */
export function linksAreComplete(native: string): boolean {
  return linksOf(native).every(({ file }) => fs.existsSync(file));
}

/**
 * Makes the links that the package's install script would have made, as installs may run with scripts blocked.
 * @returns false when the directory cannot be written.
 */
export function makeLinks(native: string): boolean {
  for (const { file, to } of linksOf(native)) {
    if (fs.existsSync(file)) continue;
    try {
      fs.symlinkSync(to, file);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'EEXIST') return false;
    }
  }
  return true;
}

function openToAll(directory: string): void {
  fs.chmodSync(directory, 0o755);
  for (const entry of fs.readdirSync(directory, { withFileTypes: true })) {
    const file = path.join(directory, entry.name);
    if (entry.isDirectory()) openToAll(file);
    else if (entry.isFile()) fs.chmodSync(file, fs.statSync(file).mode & 0o100 ? 0o755 : 0o644);
  }
}

/**
 * Copies the package's programs (60 MB) so that every account can run them; the copy appears whole or not at all,
 * however many processes do this at once.
 */
export async function copyTree(native: string, copy: string): Promise<void> {
  const draft = draftName(copy);
  try {
    await fs.promises.cp(native, draft, { recursive: true, verbatimSymlinks: true });
    openToAll(draft);
    makeLinks(draft);
    fs.renameSync(draft, copy);
  } catch (error) {
    fs.rmSync(draft, { recursive: true, force: true });
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw error;
  }
}
