import fc from 'fast-check';
import { createHash, randomBytes } from 'node:crypto';
import { Readable, Writable } from 'node:stream';
import { createGzip, gunzipSync, gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { type BackupFault, BackupFileError, type BackupHeader } from './backup-format.js';
import { checkBackup, readBackup } from './read-backup.js';
import { BackupWriter } from './write-backup.js';

const HEADER: BackupHeader = {
  product: 'replydesk',
  format: 1,
  version: '0.1.0',
  at: '2026-11-23T00:00:00.000Z',
  postgres: '17.0',
  migrations: ['Start1795000000001'],
  tables: ['site', 'empty', 'submission'].map((name) => ({ name, columns: ['id'] })),
};

/** Rows that do not compress to nothing, so that the file has room for damage. */
const ROWS = Array.from(
  { length: 400 },
  (_, n) => `${createHash('sha256').update(String(n)).digest('hex')}\n`,
);

async function* inPieces(): AsyncGenerator<Buffer> {
  for (const row of ROWS) yield Buffer.from(row);
}

async function* nothing(): AsyncGenerator<Buffer> {}

/** More than fits into the buffers between the rows and the disk. */
async function* incompressible(): AsyncGenerator<Buffer> {
  for (let n = 0; n < 64; n += 1) yield randomBytes(256 * 1024);
}

async function written(header: BackupHeader = HEADER): Promise<Buffer> {
  const chunks: Buffer[] = [];
  const target = new Writable({ write: (chunk: Buffer, _encoding, done) => (chunks.push(chunk), done()) });
  const writer = new BackupWriter(target);
  await writer.header(header);
  const tables = [];
  for (const { name } of header.tables) {
    tables.push({ name, ...(await writer.rows(name, name === 'empty' ? nothing() : inPieces())) });
  }
  await writer.end({ tables, states: {}, counters: [], secretFrom: 'none', secretPrint: null });
  return Buffer.concat(chunks);
}

/** An archive of one's own making. */
async function archive(entries: [string, string][]): Promise<Buffer> {
  const tar = pack();
  for (const [name, text] of entries) tar.entry({ name }, text);
  tar.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of (tar as unknown as Readable).pipe(createGzip())) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function faultOf(file: Buffer): Promise<BackupFault | 'none'> {
  return checkBackup(Readable.from([file])).then(
    () => 'none' as const,
    (error: unknown) => {
      if (error instanceof BackupFileError) return error.fault;
      throw error;
    },
  );
}

/** What was packed; undefined when gzip itself refuses. */
function unpacked(file: Buffer): Buffer | undefined {
  try {
    return gunzipSync(file);
  } catch {
    return undefined;
  }
}

describe('a backup file', () => {
  let file: Buffer;

  beforeAll(async () => {
    file = await written();
  });

  it('gives back what was written, in any pieces', async () => {
    const size = 7;
    const pieces = Array.from({ length: Math.ceil(file.length / size) }, (_, n) =>
      file.subarray(n * size, (n + 1) * size),
    );
    const rows = new Map<string, string>();
    for await (const piece of readBackup(Readable.from(pieces))) {
      if (piece.kind === 'rows')
        rows.set(piece.table, (rows.get(piece.table) ?? '') + piece.bytes.toString());
    }
    const { manifest } = await checkBackup(Readable.from(pieces));
    expect(manifest.tables.map((table) => table.rows)).toEqual([400, 0, 400]);
    expect(Object.fromEntries(rows)).toEqual({ site: ROWS.join(''), submission: ROWS.join('') });
  });

  it('is refused when any byte of it is another, unless the same comes out of it', async () => {
    const whole = gunzipSync(file);
    await fc.assert(
      fc.asyncProperty(fc.nat(file.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
        const damaged = Buffer.from(file);
        damaged[at] = (damaged[at] ?? 0) ^ flip;
        // gzip has bits without a meaning (the time in its head), and several ways to say the same.
        const isSame = unpacked(damaged)?.equals(whole) === true;
        expect((await faultOf(damaged)) === 'none').toBe(isSame);
      }),
      { numRuns: 500 },
    );
  });

  it('is refused when its end is missing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(file.length - 1), async (length) => {
        expect(await faultOf(file.subarray(0, length))).toBe('cut-off');
      }),
      { numRuns: 200, examples: [[0], [1], [9], [10], [file.length - 1]] },
    );
  });

  it('is refused when something follows, or stands twice', async () => {
    expect(await faultOf(Buffer.concat([file, Buffer.from('more')]))).toBe('damaged');
    expect(await faultOf(Buffer.concat([file, file]))).toBe('damaged');
  });

  it.each<[string, () => Buffer | Promise<Buffer>]>([
    ['a text', () => Buffer.from('dear diary')],
    ['another gzip file', () => gzipSync('dear diary '.repeat(100))],
    ['another archive', () => archive([['photo.jpg', 'x']])],
    [
      'an archive with a header of something else',
      () => archive([['header.json', '{"product":"other","format":1}']]),
    ],
    ['an archive with a header that is no JSON', () => archive([['header.json', '{']])],
  ])('is not %s', async (_what, make) => {
    expect(await faultOf(await make())).toBe('foreign');
  });

  it('of a later format is left to a later version', async () => {
    expect(await faultOf(await archive([['header.json', '{"product":"replydesk","format":2}']]))).toBe(
      'newer',
    );
  });

  it('with sums that are right in themselves, but of other rows, is refused', async () => {
    const header = JSON.stringify(HEADER);
    const manifest = {
      header: createHash('sha256').update(header).digest('hex'),
      tables: HEADER.tables.map(({ name }) => ({
        name,
        rows: 0,
        bytes: 0,
        sha256: createHash('sha256').digest('hex'),
      })),
      states: {},
      counters: [],
      secretFrom: 'none',
      secretPrint: null,
    };
    const parts = (rows: [string, string][], sums: object = manifest): [string, string][] => [
      ['header.json', header],
      ...rows,
      ['manifest.json', JSON.stringify(sums)],
    ];
    expect(await faultOf(await archive(parts([])))).toBe('none');
    expect(await faultOf(await archive(parts([['rows/site/000001.copy', 'row\n']])))).toBe('damaged');
    expect(await faultOf(await archive(parts([['rows/other/000001.copy', 'row\n']])))).toBe('damaged');
    expect(await faultOf(await archive(parts([['rows/site/000002.copy', 'row\n']])))).toBe('damaged');
    expect(await faultOf(await archive(parts([], { ...manifest, tables: manifest.tables.slice(1) })))).toBe(
      'damaged',
    );
    expect(await faultOf(await archive(parts([], { ...manifest, header: '0'.repeat(64) })))).toBe('damaged');
    expect(await faultOf(await archive([...parts([]), ['more', 'x']]))).toBe('damaged');
  });

  it('may be packed again', async () => {
    expect(await faultOf(gzipSync(gunzipSync(file), { level: 9 }))).toBe('none');
  });

  it.each([0, 1, 5])('is given up with the error of the disk after %d writes', async (writes) => {
    let left = writes;
    const target = new Writable({
      write: (_chunk, _encoding, done) =>
        (left -= 1) < 0 ? done(new Error('ENOSPC: no space left on device, write')) : done(),
    });
    const writer = new BackupWriter(target);
    const writing = (async () => {
      await writer.header(HEADER);
      await writer.rows('site', incompressible());
      return writer.end({ tables: [], states: {}, counters: [], secretFrom: 'none', secretPrint: null });
    })();
    await expect(writing).rejects.toThrow('ENOSPC');
    await writer.abandon(new Error('given up'));
  });

  it('passes on what the disk says', async () => {
    const source = new Readable({ read: () => undefined });
    const checking = checkBackup(source);
    source.push(file.subarray(0, 100));
    source.destroy(new Error('EIO: i/o error, read'));
    await expect(checking).rejects.toThrow('EIO');
  });
});
