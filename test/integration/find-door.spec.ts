import { randomUUID } from 'node:crypto';
import { PreparedConnections } from '../../src/database/prepared-connections.js';
import type { Site } from '../../src/domain/site.entity.js';
import type { Thread } from '../../src/domain/thread.entity.js';
import { FindDoor } from '../../src/intake/find-door.query.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { given } from '../support/given.js';

let database: TestDatabase;
let rows: ReturnType<typeof given>;
let connections: PreparedConnections;
let doors: FindDoor;
let site: Site;
let thread: Thread;

beforeAll(async () => {
  database = await createTestDatabase();
  rows = given(database.dataSource);
  connections = new PreparedConnections({ url: database.url, size: 2 });
  doors = new FindDoor(connections);
  site = await rows.site({
    name: 'The Morning',
    url: 'https://morning.example',
    locale: 'ja',
    locales: ['ja', 'en'],
    floodSeconds: 7,
    requireNameEmail: false,
    createThreads: true,
  });
  thread = await rows.thread({
    siteId: site.id,
    key: '42',
    title: 'About cats',
    url: 'https://morning.example/42',
    locale: 'en',
    closed: true,
    hidden: true,
  });
});

afterAll(async () => {
  await connections.onApplicationShutdown();
  await database.destroy();
});

const find = (siteKey: string, threadKey: string, parent = 0) => doors.find({ siteKey, threadKey, parent });

describe('a door', () => {
  it('shows site and thread with all that is asked of them', async () => {
    expect(await find(site.key, '42')).toEqual({
      site: {
        id: site.id,
        key: site.key,
        name: 'The Morning',
        url: 'https://morning.example',
        locale: 'ja',
        locales: ['ja', 'en'],
        floodSeconds: 7,
        requireNameEmail: false,
        createThreads: true,
      },
      thread: {
        id: thread.id,
        key: '42',
        title: 'About cats',
        url: 'https://morning.example/42',
        locale: 'en',
        closed: true,
        hidden: true,
      },
      parent: 'none',
      parentAuthor: null,
    });
  });

  it('has no thread where there is none on that site, and no site where there is none', async () => {
    const other = await rows.site();
    expect(await find(other.key, '42')).toMatchObject({
      site: { id: other.id, url: null, createThreads: false, requireNameEmail: true },
      thread: null,
    });
    expect(await find(site.key, '43')).toMatchObject({ site: { id: site.id }, thread: null });
    expect(await find(randomUUID(), '42')).toMatchObject({ site: null, thread: null });
  });

  it.each([
    ['site\0', '42', 0, 'none'],
    ['site\0', '42', 5, 'not-approved'],
    ['default', '4\x002', 0, 'none'],
    ['default', '4\x002', 5, 'not-approved'],
  ])('is none for the keys %j and %j', async (siteKey, threadKey, number, parent) => {
    expect(await find(siteKey, threadKey, number)).toEqual({
      site: null,
      thread: null,
      parent,
      parentAuthor: null,
    });
  });
});

describe('the parent of a reply', () => {
  it('is a comment that is shown on this very thread, with its author', async () => {
    const here = await rows.thread();
    const { key } = await rows.defaultSite();
    const comment = await rows.approvedComment({ threadId: here.id, name: 'Hana' });
    const elsewhere = await rows.approvedComment();
    const held = await rows.heldSubmission({ threadId: here.id });
    expect(await find(key, here.key, comment.id)).toMatchObject({
      parent: 'approved-here',
      parentAuthor: 'Hana',
    });
    for (const number of [elsewhere.id, held.number, -1, 999_999_999, 1e300, NaN])
      expect(await find(key, here.key, number)).toMatchObject({ parent: 'not-approved', parentAuthor: null });
    expect(await find(key, here.key, 0)).toMatchObject({ parent: 'none', parentAuthor: null });
  });
});

describe('many questions at once', () => {
  it('get each its own answer, in one query', async () => {
    const { key } = await rows.defaultSite();
    const threads = await Promise.all(Array.from({ length: 30 }, () => rows.thread()));
    const run = jest.spyOn(connections, 'run');
    const asked = [...threads, ...threads.toReversed()].map((each, index) =>
      index % 3 === 0
        ? { key: 'nowhere', threadKey: each.key, expected: null }
        : { key, threadKey: each.key, expected: each.id },
    );
    const found = await Promise.all(asked.map((each) => find(each.key, each.threadKey)));
    expect(found.map((door) => door.thread?.id ?? null)).toEqual(asked.map(({ expected }) => expected));
    expect(run).toHaveBeenCalledTimes(1);
    run.mockRestore();
  });

  it('are asked once where they are the same', async () => {
    const { key } = await rows.defaultSite();
    const { key: threadKey } = await rows.thread();
    const run = jest.spyOn(connections, 'run');
    await Promise.all([
      ...Array.from({ length: 20 }, () => find(key, threadKey)),
      find(key, threadKey, 5),
      find(site.key, threadKey),
    ]);
    expect(run.mock.calls[0]?.[1]).toEqual([
      [key, key, site.key],
      [threadKey, threadKey, threadKey],
      [0, 5, 0],
    ]);
    run.mockRestore();
  });
});
