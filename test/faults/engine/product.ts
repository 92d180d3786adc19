import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { isRunning } from '../../../src/cli/embedded-postgres/processes.js';
import { ROOT } from '../../support/desk.js';

/** The compiled desk with failpoints that work, in a directory of its own: a build meanwhile changes nothing. */
export interface Product {
  /** The file of a compiled source such as `main.js`. */
  file(name: string): string;
  /**
   * Breaks it on purpose.
   * @throws Error when the file does not contain `from` exactly once.
   */
  mutate(name: string, from: string, to: string): void;
  remove(): void;
}

const CACHE = join(ROOT, 'node_modules/.cache');

let copies = 0;

/**
 * Copies dist/ to where the packages of this project resolve.
 * @throws Error when there is no dist/.
 */
export function copyProduct(): Product {
  const dist = join(ROOT, 'dist');
  if (!existsSync(join(dist, 'main.js'))) throw new Error('there is no dist/: npm run build');
  removeLeftovers();
  copies += 1;
  const directory = join(CACHE, `replydesk-faults-${process.pid}-${copies}`);
  mkdirSync(directory, { recursive: true });
  cpSync(dist, join(directory, 'dist'), { recursive: true, filter: (path) => !path.endsWith('.map') });
  copyFileSync(join(ROOT, 'package.json'), join(directory, 'package.json'));
  copyFileSync(join(__dirname, 'failpoint-active.mjs'), join(directory, 'dist', 'failpoint.js'));
  const file = (name: string) => join(directory, 'dist', name);
  return {
    file,
    mutate(name, from, to) {
      const parts = readFileSync(file(name), 'utf8').split(from);
      if (parts.length !== 2) throw new Error(`${name} contains ${parts.length - 1} times: ${from}`);
      writeFileSync(file(name), parts.join(to));
    },
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}

/** Removes copies of processes that were killed. */
function removeLeftovers(): void {
  if (!existsSync(CACHE)) return;
  for (const name of readdirSync(CACHE)) {
    const pid = /^replydesk-faults-(\d+)-\d+$/.exec(name)?.[1];
    if (pid !== undefined && !isRunning(Number(pid)))
      rmSync(join(CACHE, name), { recursive: true, force: true });
  }
}
