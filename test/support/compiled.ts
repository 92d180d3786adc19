import { transformFile } from '@swc/core';
import fs from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(__dirname, '../..');

/** Sources as plain JavaScript, for tests that need processes of their own. */
export interface Compiled {
  /** Path of the JavaScript file of a source such as `cli/start/supervisor.ts`. */
  file(source: string): string;
  directory: string;
  remove(): void;
}

/**
 * Compiles folders and files of `src` with the settings of the build.
 * @param into default: a new directory from which the packages of this project resolve
 */
export async function compile(sources: readonly string[], into?: string): Promise<Compiled> {
  const directory =
    into ?? path.join(ROOT, 'node_modules/.cache', `replydesk-test-${process.pid}-${Date.now()}`);
  for (const source of sources) {
    for (const file of typescriptFiles(path.join(ROOT, 'src', source))) {
      const { code } = await transformFile(file, {
        configFile: path.join(ROOT, '.swcrc'),
        swcrc: false,
        cwd: ROOT,
      });
      const target = path.join(
        directory,
        path.relative(path.join(ROOT, 'src'), file).replace(/\.ts$/, '.js'),
      );
      fs.mkdirSync(path.dirname(target), { recursive: true });
      fs.writeFileSync(target, code);
    }
  }
  fs.writeFileSync(path.join(directory, 'package.json'), '{ "type": "module" }\n');
  return {
    file: (source) => path.join(directory, source.replace(/\.ts$/, '.js')),
    directory,
    remove: () => fs.rmSync(directory, { recursive: true, force: true }),
  };
}

function typescriptFiles(source: string): string[] {
  if (source.endsWith('.ts')) return [source];
  return fs
    .readdirSync(source)
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
    .map((name) => path.join(source, name));
}
