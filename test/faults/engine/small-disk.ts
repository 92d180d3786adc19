import { spawnSync } from 'node:child_process';
import { chmodSync, closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Account, giveTo, runsAsRoot } from '../../../src/cli/embedded-postgres/account.js';

const PIECE = Buffer.alloc(64 * 1024, 1);

/** A file system of its own that can be filled up: in memory, and so for root on Linux only. */
export class SmallDisk {
  private readonly root = mkdtempSync(join(tmpdir(), 'replydesk-fault-disk-'));
  /** What is kept on it. */
  readonly directory = join(this.root, 'disk');

  private constructor() {
    chmodSync(this.root, 0o711);
  }

  /** Whether this machine lets us mount one. */
  static readonly isPossible = canMount();

  /**
   * Mounts one.
   * @throws Error where that is not allowed.
   */
  static mount(megabytes: number): SmallDisk {
    const disk = new SmallDisk();
    mount(disk.directory, megabytes);
    return disk;
  }

  /** Hands it to an account. */
  giveTo(account: Account): void {
    giveTo(account, this.directory);
  }

  /** Fills it to the last byte. */
  fill(): void {
    const ballast = openSync(this.ballast, 'a');
    try {
      for (let size = PIECE.length; size >= 1;) {
        try {
          writeSync(ballast, PIECE, 0, size);
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
          size = Math.floor(size / 2);
        }
      }
    } finally {
      closeSync(ballast);
    }
  }

  /** Gives back what `fill` took. */
  clear(): void {
    rmSync(this.ballast, { force: true });
  }

  /** Unmounts and removes it. */
  remove(): void {
    // Lazily: the server may have files open that were removed.
    spawnSync('umount', ['--lazy', this.directory], { stdio: 'ignore' });
    rmSync(this.root, { recursive: true, force: true });
  }

  private get ballast(): string {
    return join(this.directory, 'ballast');
  }
}

function mount(directory: string, megabytes: number): void {
  const { status, stderr } = spawnSync(
    'mount',
    ['--mkdir', '-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0700`, 'tmpfs', directory],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`cannot mount: ${stderr}`);
}

function canMount(): boolean {
  if (process.platform !== 'linux' || !runsAsRoot()) return false;
  const root = mkdtempSync(join(tmpdir(), 'replydesk-fault-mount-'));
  try {
    mount(join(root, 'try'), 1);
    return spawnSync('umount', [join(root, 'try')], { stdio: 'ignore' }).status === 0;
  } catch {
    return false;
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
