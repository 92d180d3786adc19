import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from '../../support/desk.js';

/** The last version before there was an outbox: two migrations. */
export const OLD_VERSION = { commit: '49c7579', migrations: 2 } as const;

const HOME = join(ROOT, 'node_modules/.cache', `replydesk-${OLD_VERSION.commit}`);

/** Whether the history of this checkout reaches back so far. */
export const hasOldVersion = git(['cat-file', '-e', `${OLD_VERSION.commit}^{commit}`]);

/**
 * Builds the old version beside this one, once; a later call finds it.
 * @returns the path of a compiled file such as `main.js`.
 * @throws Error when it cannot be built.
 */
export function buildOldVersion(): (file: string) => string {
  if (!existsSync(HOME)) {
    mkdirSync(dirname(HOME), { recursive: true });
    const draft = mkdtempSync(`${HOME}-`);
    const archive = join(draft, 'sources.tar');
    const sources = ['src', 'package.json', '.swcrc'];
    const swc = join(ROOT, 'node_modules/@swc/cli/bin/swc.js');
    const isBuilt =
      git(['archive', '--output', archive, OLD_VERSION.commit, ...sources]) &&
      done('tar', ['-xf', archive, '-C', draft], draft) &&
      done(process.execPath, [swc, 'src', '-d', 'dist', '--strip-leading-paths', '--copy-files'], draft);
    if (!isBuilt) throw new Error(`version ${OLD_VERSION.commit} cannot be built`);
    // The console is not used: what is served in its place does not matter.
    cpSync(join(ROOT, 'dist/console'), join(draft, 'dist/console'), { recursive: true });
    try {
      renameSync(draft, HOME);
    } catch {
      // Another process has built it at the same time.
      rmSync(draft, { recursive: true, force: true });
    }
  }
  return (file) => join(HOME, 'dist', file);
}

function git(args: string[]): boolean {
  return done('git', args, ROOT);
}

function done(program: string, args: string[], cwd: string): boolean {
  return spawnSync(program, args, { cwd, stdio: 'ignore' }).status === 0;
}
