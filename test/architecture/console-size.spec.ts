import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** What `npm run build` made; `npm test` runs it first. */
const CONSOLE = join(__dirname, '../../dist/console');

/** Most script that the first page of the console may load, in bytes as gzip packs them. */
const MOST = 250_000;

it('the console loads little script before it shows something', () => {
  const page = readFileSync(join(CONSOLE, 'index.html'), 'utf8');
  const files = [...page.matchAll(/(?:src|href)="[^"]*\/(assets\/[^"]+\.js)"/g)].map(
    ([, file]) => file ?? '',
  );
  const sizes = files.map((file) => gzipSync(readFileSync(join(CONSOLE, file))).length);
  expect(files.length).toBeGreaterThan(0);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(MOST);
});
