import { randomUUID } from 'node:crypto';
import type {
  AuthorCard,
  ItemContext,
  NoteList,
  NoteView,
  ReasonTexts,
  TextViews,
  Timeline,
} from '../../src/contract/item-api.js';
import { startApp, type TestApp } from '../support/app.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { given } from '../support/given.js';
import { type ModeratorBrowser, signedInAs } from '../support/moderators.js';

let database: TestDatabase;
let app: TestApp;
let rows: ReturnType<typeof given>;
let moderator: ModeratorBrowser;
let viewer: ModeratorBrowser;

beforeAll(async () => {
  database = await createTestDatabase();
  app = await startApp({ databaseUrl: database.url });
  rows = given(database.dataSource);
  moderator = await signedInAs(app, database.dataSource, 'moderator');
  viewer = await signedInAs(app, database.dataSource, 'viewer');
}, 60_000);

afterAll(async () => {
  await app.close();
  await database.destroy();
});

const read = async <Answer>(id: string, part: string, by = moderator): Promise<Answer> => {
  const answer = await by.get(`/review/submissions/${id}/${part}`);
  expect([answer.statusCode, answer.statusCode === 200 ? '' : answer.body]).toEqual([200, '']);
  return answer.json<Answer>();
};

const bodies = (comments: ItemContext['parents']) => comments.map(({ text }) => text);

describe('the conversation around a submission', () => {
  it('is the branch above it, what is beside it, and the replies to it', async () => {
    const thread = await rows.thread();
    const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second));
    const say = (
      outcome: 'approve' | 'hold' | 'reject',
      body: string,
      parentNumber: number | null,
      n: number,
    ) => rows.settled(outcome, { threadId: thread.id, body, parentNumber, receivedAt: at(n) });
    const top = await say('approve', 'top', null, 1);
    const parent = await say('approve', 'parent', top.number, 2);
    for (let n = 0; n < 5; n++) await say('approve', `before ${n}`, parent.number, 10 + n);
    await say('reject', 'rejected', parent.number, 18);
    const self = await say('hold', 'self', parent.number, 20);
    await say('hold', 'after', parent.number, 21);
    for (let n = 0; n < 21; n++) await say('approve', `reply ${n}`, self.number, 30 + n);
    await say('reject', 'bad reply', self.number, 29);
    const context = await read<ItemContext>(self.id, 'context');
    expect(bodies(context.parents)).toEqual(['top', 'parent']);
    expect(bodies(context.before)).toEqual(['before 2', 'before 3', 'before 4']);
    expect(context.after).toMatchObject([{ text: 'after', state: 'held', reason: 'first-comments' }]);
    expect(context.replies).toHaveLength(20);
    expect(context.replies[0]).toMatchObject({ text: 'reply 0', state: 'approved' });
    expect(context.moreReplies).toBe(true);
  });

  it('shows parents that are no longer public, at most five, and never another page’s', async () => {
    const [thread, other] = [await rows.thread(), await rows.thread()];
    let number: number | null = null;
    for (let n = 0; n < 7; n++)
      ({ number } = await rows.settled(n === 6 ? 'reject' : 'approve', {
        threadId: thread.id,
        body: `level ${n}`,
        parentNumber: number,
      }));
    const self = await rows.heldSubmission({ threadId: thread.id, parentNumber: number });
    const { parents } = await read<ItemContext>(self.id, 'context');
    expect(bodies(parents)).toEqual(['level 2', 'level 3', 'level 4', 'level 5', 'level 6']);
    expect(parents.at(-1)?.state).toBe('rejected');
    const stray = await rows.heldSubmission({ threadId: other.id, parentNumber: number });
    expect((await read<ItemContext>(stray.id, 'context')).parents).toEqual([]);
  });

  it('of one that answers nothing has others that answer nothing', async () => {
    const thread = await rows.thread();
    const first = await rows.settled('approve', { threadId: thread.id, body: 'first' });
    await rows.settled('approve', { threadId: thread.id, body: 'a reply', parentNumber: first.number });
    const self = await rows.heldSubmission({ threadId: thread.id });
    expect(bodies((await read<ItemContext>(self.id, 'context')).before)).toEqual(['first']);
  });
});

describe('the author’s card', () => {
  it('counts by name and e-mail, tells when they were first seen, and what people decided', async () => {
    const site = await rows.site();
    const ann = { siteId: site.id, name: 'Ann', email: 'ann@example.org' };
    const oldest = await rows.settled('approve', { ...ann, receivedAt: new Date('2026-01-01T00:00:00Z') });
    const rejected = await rows.heldSubmission({ ...ann, body: 'what was rejected' });
    await moderator.send('POST', `/review/submissions/${rejected.id}/decisions`, {
      act: 'spam',
      version: rejected.version,
    });
    await rows.settled('reject', ann);
    await rows.heldSubmission({ ...ann, name: 'Another' });
    const self = await rows.heldSubmission(ann);
    expect(await read<AuthorCard>(self.id, 'author', viewer)).toEqual({
      knownBy: 'email',
      counts: { approved: 1, rejected: 1, spam: 1, held: 1 },
      more: false,
      firstSeenAt: oldest.receivedAt.toISOString(),
      sameAddress: null,
      decisions: [
        {
          submission: { id: rejected.id, text: 'what was rejected', severe: null },
          act: 'reject',
          reason: 'spam',
          by: moderator.session.moderator.name,
          at: expect.any(String) as string,
        },
      ],
      measures: [],
    });
  });

  it('of a guest without e-mail counts those of the same address while it is kept, and never tells it', async () => {
    const site = await rows.site();
    const from = { siteId: site.id, email: '', networkHash: 'n1', addressHash: 'a1' };
    await rows.settled('approve', { ...from, name: 'Pete' });
    await rows.settled('reject', { ...from, name: 'Paula' });
    await rows.settled('reject', { ...from, name: 'Neighbour', addressHash: 'a2' });
    const self = await rows.heldSubmission({ ...from, name: 'Paul' });
    const answer = await viewer.get(`/review/submissions/${self.id}/author`);
    const card = answer.json<AuthorCard>();
    expect(card).toMatchObject({ knownBy: 'name', counts: { held: 1, approved: 0 } });
    expect(card.sameAddress).toEqual({ approved: 1, rejected: 1, spam: 0, held: 1, names: 3 });
    expect(answer.body).not.toMatch(/a1|n1/);
    await database.dataSource.query(`update submission set address_hash = null, network_hash = null`);
    expect((await read<AuthorCard>(self.id, 'author')).sameAddress).toBeNull();
  });

  it('of somebody who gave neither name nor e-mail is of this submission alone', async () => {
    const site = await rows.site();
    await rows.settled('approve', { siteId: site.id, name: '', email: '' });
    const self = await rows.heldSubmission({ siteId: site.id, name: '', email: '' });
    expect(await read<AuthorCard>(self.id, 'author')).toMatchObject({
      knownBy: 'none',
      counts: { approved: 0, held: 1 },
    });
  });
});

describe('a note between moderators', () => {
  const write = (id: string, body: object, by = moderator) =>
    by.send('POST', `/review/submissions/${id}/notes`, body);
  const listOf = async (id: string, by = moderator) => (await read<NoteList>(id, 'notes', by)).notes;

  it('on a submission stays there; one on an author is seen wherever the author is', async () => {
    const site = await rows.site();
    const ben = { siteId: site.id, name: 'Ben', email: 'ben@example.org' };
    const [one, two] = [await rows.heldSubmission(ben), await rows.heldSubmission(ben)];
    const text = '要確認\n<b>2</b>';
    const note = (await write(one.id, { about: 'submission', text })).json<NoteView>();
    expect(note).toMatchObject({ text, own: true, withdrawnAt: null, by: moderator.session.moderator.name });
    await write(one.id, { about: 'author', text: 'knows the mayor' });
    expect((await listOf(one.id)).map((each) => each.text)).toEqual([text, 'knows the mayor']);
    expect((await listOf(two.id)).map((each) => each.text)).toEqual(['knows the mayor']);
  });

  it('is withdrawn by its writer, stays on record without its text, and is never changed', async () => {
    const { id } = await rows.heldSubmission();
    const note = (await write(id, { about: 'submission', text: 'wrong' })).json<NoteView>();
    const colleague = await signedInAs(app, database.dataSource, 'admin');
    expect(await listOf(id, colleague)).toMatchObject([{ own: false }]);
    expect((await colleague.send('POST', `/review/notes/${note.id}/withdraw`, {})).statusCode).toBe(403);
    for (let time = 0; time < 2; time++)
      expect((await moderator.send('POST', `/review/notes/${note.id}/withdraw`, {})).statusCode).toBe(200);
    expect(await listOf(id)).toMatchObject([
      { id: note.id, text: '', withdrawnAt: expect.any(String) as string },
    ]);
    await expect(database.dataSource.query(`update note set text = 'x'`)).rejects.toThrow(/never changed/);
    expect((await moderator.send('POST', `/review/notes/${randomUUID()}/withdraw`, {})).statusCode).toBe(404);
  });

  it('is a moderator’s, has a text, and is about something', async () => {
    const { id } = await rows.heldSubmission({ name: '', email: '' });
    expect((await write(id, { about: 'submission', text: 'x' }, viewer)).statusCode).toBe(403);
    expect((await viewer.get(`/review/submissions/${id}/notes`)).statusCode).toBe(403);
    for (const body of [{ about: 'submission', text: ' ' }, { about: 'x', text: 'x' }, { text: 'x' }])
      expect((await write(id, body)).statusCode).toBe(400);
    expect((await write(id, { about: 'submission', text: 'あ'.repeat(2_001) })).statusCode).toBe(400);
    expect((await write(id, { about: 'submission', text: '𠮷'.repeat(2_000) })).statusCode).toBe(201);
    expect((await write(id, { about: 'author', text: 'x' })).statusCode).toBe(409);
    expect((await write(randomUUID(), { about: 'submission', text: 'x' })).statusCode).toBe(404);
  });
});

describe('the timeline', () => {
  it('has everything, newest first; notes for moderators only', async () => {
    const site = await rows.site();
    await database.dataSource.query(
      `update site set webhook_url = 'https://hooks.example/in', webhook_secret = 'whsec_x' where id = $1`,
      [site.id],
    );
    const { id, version } = await rows.heldSubmission({ siteId: site.id });
    await moderator.send('POST', `/review/submissions/${id}/flags`, { kind: 'escalate', note: 'a mayor' });
    await moderator.send('POST', `/review/submissions/${id}/decisions`, { act: 'approve', version });
    await moderator.send('POST', `/review/submissions/${id}/undo`, { version: version + 1 });
    await moderator.send('POST', `/review/submissions/${id}/notes`, { about: 'submission', text: 'look' });
    const { entries } = await read<Timeline>(id, 'timeline');
    expect(entries.filter(({ kind }) => kind !== 'told').map(({ kind }) => kind)).toEqual([
      'note',
      'unpublished',
      'decision',
      'published',
      'decision',
      'flag',
      'verdict',
      'received',
    ]);
    // What was taken back within the seconds for second thoughts is never told.
    expect(entries.filter(({ kind }) => kind === 'told')).toHaveLength(1);
    expect(entries.find(({ kind }) => kind === 'note')).toMatchObject({
      text: 'look',
      by: moderator.session.moderator.name,
    });
    const theirs = await read<Timeline>(id, 'timeline', viewer);
    expect(theirs.entries.map(({ kind }) => kind)).not.toContain('note');
    expect(theirs.entries).toContainEqual(expect.objectContaining({ flag: 'escalate', note: null }));
  });
});

describe('beside that', () => {
  it('a text can be read as the machine does', async () => {
    const { id } = await rows.heldSubmission({ body: 'Ｖ.1.ａ.ｇ.ｒ.ａ <b>ﾊﾞｶ</b>' });
    expect(await read<TextViews>(id, 'views', viewer)).toMatchObject({
      visible: 'Ｖ.1.ａ.ｇ.ｒ.ａ ﾊﾞｶ',
      folded: expect.stringContaining('v.1.a.g.r.a') as string,
    });
  });

  it('each reason has what its author is told, in both languages, and each item the language of its author', async () => {
    const { reasons } = (await viewer.get('/review/reasons')).json<ReasonTexts>();
    expect(reasons.map(({ reason }) => reason)).toEqual(
      expect.arrayContaining(['abuse', 'off-topic', 'personal-data', 'illegal', 'spam', 'other']),
    );
    expect(reasons.find(({ reason }) => reason === 'spam')?.text).toEqual({ en: null, ja: null });
    for (const { text } of reasons.filter(({ reason }) => reason !== 'spam')) {
      expect(text.en).toMatch(/^Your comment was not published because /);
      expect(text.ja).toMatch(/掲載できませんでした/);
    }
    const site = await rows.site({ locale: 'ja', locales: ['ja'] });
    const none = await rows.heldSubmission({ siteId: site.id, body: '!!!' });
    const english = await rows.heldSubmission({ siteId: site.id, body: 'In English' });
    const languageOf = async (id: string) =>
      (await moderator.get(`/review/submissions/${id}`)).json<{ authorLanguage: string }>().authorLanguage;
    expect([await languageOf(none.id), await languageOf(english.id)]).toEqual(['ja', 'en']);
  });

  it.each(['context', 'author', 'author/waiting', 'timeline', 'views', 'notes'])(
    'there is no %s of what there is not, nor for strangers',
    async (part) => {
      for (const id of [randomUUID(), 'x'])
        expect((await moderator.get(`/review/submissions/${id}/${part}`)).statusCode).toBe(404);
      const { id } = await rows.heldSubmission();
      expect((await app.inject(`/api/v1/review/submissions/${id}/${part}`)).statusCode).toBe(401);
    },
  );
});
