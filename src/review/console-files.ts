import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const compress = promisify(gzip);

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.woff2': 'font/woff2',
};

/** A file of the built console. */
export interface ConsoleFile {
  content: Buffer;
  /** The same, gzipped; null where that saves nothing. */
  gzipped: Buffer | null;
  type: string;
  etag: string;
}

/** A build of the console: its page, and every other file by its path, such as `assets/index-1a2b.js`. */
export interface ConsoleBuild {
  page: string;
  files: ReadonlyMap<string, ConsoleFile>;
}

/**
 * The built console, held in memory: a request can name only what the build listed, so no path leads out of it.
 * A newer build is read when its page has changed.
 */
export class ConsoleFiles {
  private build: { changed: number; read: Promise<ConsoleBuild> } | undefined;

  constructor(private readonly directory: string) {}

  /** The build; null when there is none. */
  async current(): Promise<ConsoleBuild | null> {
    const page = join(this.directory, 'index.html');
    const changed = await stat(page).then(
      ({ mtimeMs }) => mtimeMs,
      () => null,
    );
    if (changed === null) return null;
    if (this.build?.changed !== changed) this.build = { changed, read: this.read(page) };
    const { read } = this.build;
    return read.catch((error: unknown) => {
      if (this.build?.read === read) this.build = undefined;
      throw error;
    });
  }

  private async read(page: string): Promise<ConsoleBuild> {
    const entries = await readdir(this.directory, { recursive: true, withFileTypes: true });
    const files = entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((file) => file !== page)
      .map(async (file): Promise<[string, ConsoleFile]> => [
        relative(this.directory, file).split(sep).join('/'),
        await readConsoleFile(file),
      ]);
    return { page: await readFile(page, 'utf8'), files: new Map(await Promise.all(files)) };
  }
}

async function readConsoleFile(file: string): Promise<ConsoleFile> {
  const content = await readFile(file);
  const gzipped = await compress(content);
  return {
    content,
    gzipped: gzipped.length < content.length ? gzipped : null,
    type: TYPES[extname(file)] ?? 'application/octet-stream',
    etag: `"${createHash('sha256').update(content).digest('base64url')}"`,
  };
}
