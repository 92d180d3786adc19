import { randomBytes } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { access, link, open, rename, rm, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { checkBackup } from './read-backup.js';
import { type BackupWish, takeBackup, type TakenBackup } from './take-backup.js';

/** A backup in a file, or why there is none. */
export type SavedBackup = TakenBackup | { kind: 'exists' };

/**
 * Writes a backup into a file that only its owner can read. The file appears under its name when it is whole, on the
 * disk, and read back; until then it is beside it under another name, which is removed when anything fails.
 * @throws what the database or the file system throws; BackupFileError when what was read back is not what was written.
 */
export async function saveBackup(
  wish: Omit<BackupWish, 'target'>,
  place: { file: string; force: boolean },
): Promise<SavedBackup> {
  const { file, force } = place;
  if (!force && (await exists(file))) return { kind: 'exists' };
  const draft = join(dirname(file), `.${basename(file)}.${randomBytes(6).toString('hex')}.part`);
  const handle = await open(draft, 'wx', 0o600);
  try {
    const target = handle.createWriteStream({ flush: true });
    const taken = await takeBackup({ ...wish, target }).finally(() => target.destroy());
    if (taken.kind !== 'taken') return taken;
    const { manifest } = await checkBackup(createReadStream(draft));
    if (!isDeepStrictEqual(manifest, taken.manifest)) {
      throw new Error(`${draft} does not hold what was written to it`);
    }
    if (!(await putInPlace(draft, { file, force }))) return { kind: 'exists' };
    await syncFolder(dirname(file));
    return taken;
  } finally {
    await handle.close().catch(() => undefined);
    await rm(draft, { force: true });
  }
}

/** False when somebody else made a file of that name meanwhile. */
async function putInPlace(
  draft: string,
  { file, force }: { file: string; force: boolean },
): Promise<boolean> {
  if (force) {
    await rename(draft, file);
    return true;
  }
  try {
    await link(draft, file);
    await unlink(draft);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    // Not every file system has links.
    if (await exists(file)) return false;
    await rename(draft, file);
    return true;
  }
}

/** The name is on the disk as well. Not every system lets a folder be opened. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, constants.O_RDONLY).catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

function codeOf(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : undefined;
}
