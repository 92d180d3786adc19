import { Submission } from '../../src/domain/submission.entity.js';
import type { NewSubmission } from '../../src/intake/receive-submission.js';
import { Receiving, tally } from '../support/receiving.js';

let at: Receiving;

beforeAll(async () => {
  at = await Receiving.start();
});

afterAll(() => at.destroy());

beforeEach(() => at.newSite());

describe('an accepted submission', () => {
  it('is stored field by field before the answer, and then handed to the queue', async () => {
    const submission = at.fresh({
      parent: 12,
      author: { name: 'Ｔａｒō', email: 'Taro@Example.ORG', url: 'https://taro.example/' },
      body: 'こんにちは',
      address: '2001:db8:1:2:3:4:5:6',
      userAgent: 'x'.repeat(300),
    });
    const result = await at.receiver().receive(submission);
    expect(result).toMatchObject({ kind: 'accepted', state: 'received', repeated: false });
    const row = await at.database.dataSource
      .getRepository(Submission)
      .findOneByOrFail({ threadId: at.threadId });
    expect(row).toMatchObject({
      siteId: at.site.id,
      authorName: 'Ｔａｒō',
      authorEmail: 'Taro@Example.ORG',
      authorUrl: 'https://taro.example/',
      nameKey: 'tarō',
      emailKey: 'taro@example.org',
      body: 'こんにちは',
      language: 'ja',
      parentNumber: 12,
      userAgent: 'x'.repeat(254),
      addressHash: expect.stringMatching(/^[0-9a-f]{32}$/),
      networkHash: expect.stringMatching(/^[0-9a-f]{32}$/),
      address: '2001:db8:1:2:3:4:5:6',
      state: 'received',
      version: 1,
      claimsDuplicate: true,
    });
    expect(result).toMatchObject({ id: row.id, number: row.number });
    expect(at.enqueued).toEqual([row.id]);
  });

  it('gets a greater number than the one before', async () => {
    const numbers: number[] = [];
    for (let i = 0; i < 3; i++) {
      const result = await at.receiver().receive(at.fresh());
      if (result.kind === 'accepted') numbers.push(result.number);
    }
    expect(numbers).toHaveLength(3);
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
  });
});

describe('the same comment again', () => {
  const everywhere = async (body: string, wish: Partial<NewSubmission> = {}) => {
    const author = { name: 'Hana', email: 'hana@example.org', url: '' };
    await at.age(60);
    return (await at.receiver().receive(at.fresh({ author, body, ...wish }))).kind;
  };

  it.each([
    ['バカ', 'ﾊﾞｶ'],
    ['Café ABC', 'café ａｂｃ'],
    ['one', ' one\n'],
    ['zero', 'ze\u{200b}ro'],
    ['がく', 'か\u{3099}く'],
  ])('is recognised: %j is %j', async (first, second) => {
    expect(await everywhere(first)).toBe('accepted');
    expect(await everywhere(second)).toBe('duplicate');
    expect(await at.countRows()).toBe(1);
  });

  it.each([
    ['はは', 'ぱぱ'],
    ['びょういん', 'びよういん'],
    ['はは', 'ハハ'],
    ['a b', 'a  b'],
    ['cafe', 'café'],
    ['😀', '😁'],
  ])('is not suspected: %j is not %j', async (first, second) => {
    expect(await everywhere(first)).toBe('accepted');
    expect(await everywhere(second)).toBe('accepted');
  });

  it('is compared by parent, name and e-mail, not by address of page or reader', async () => {
    const named = (name: string, email: string, url = '') => ({ author: { name, email, url } });
    expect(await everywhere('same')).toBe('accepted');
    expect(await everywhere('same', { parent: 7 })).toBe('accepted');
    expect(await everywhere('same', named('Hana', 'other@example.org'))).toBe('accepted');
    expect(await everywhere('same', named('Aki', 'hana@example.org'))).toBe('accepted');
    expect(await everywhere('same', { thread: { id: await at.newThread() } })).toBe('accepted');
    expect(await everywhere('same', named('HANA', 'Hana@Example.org', 'https://x.example/'))).toBe(
      'duplicate',
    );
  });

  it('may come when the first gave up its claim', async () => {
    expect(await everywhere('again')).toBe('accepted');
    await at.database.dataSource
      .getRepository(Submission)
      .update({ threadId: at.threadId }, { claimsDuplicate: false });
    expect(await everywhere('again')).toBe('accepted');
    expect(await everywhere('again')).toBe('duplicate');
  });

  it('is one submission and 99 duplicates when 100 come at once', async () => {
    const receive = at.receiver();
    const author = { name: 'Hana', email: 'hana@example.org', url: '' };
    const results = await Promise.all(
      Array.from({ length: 100 }, () => receive.receive(at.fresh({ author, body: 'at once' }))),
    );
    expect(tally(results)).toEqual({ accepted: 1, duplicate: 99 });
    expect(await at.countRows()).toBe(1);
    expect(at.enqueued).toHaveLength(1);
  });

  it('is one submission of each text when two processes get them at once, among others', async () => {
    const [one, two] = [at.receiver(), at.anotherProcess()];
    for (let round = 0; round < 10; round++) {
      const author = { name: 'Hana', email: '', url: '' };
      const results = await Promise.all(
        Array.from({ length: 100 }, (_, i) =>
          (i % 2 === 0 ? one : two).receive(
            at.fresh({ author, body: `round ${round}, text ${Math.floor(i / 10)}` }),
          ),
        ),
      );
      expect(tally(results)).toEqual({ accepted: 10, duplicate: 90 });
    }
    expect(await at.countRows()).toBe(100);
  });
});

describe('flood', () => {
  const byMail = (email: string) => ({ author: { name: 'Ken', email, url: '' } });

  it('refuses for 14 whole seconds and not for 15, by e-mail in any case', async () => {
    const again = () => at.receiver().receive(at.fresh(byMail('KEN@example.org')));
    await at.receiver().receive(at.fresh(byMail('ken@example.org')));
    expect(await at.whenAged(14, again)).toEqual({ kind: 'flood', retryAfterSeconds: 1 });
    await at.age(15);
    expect(await again()).toMatchObject({ kind: 'accepted' });
    expect(await again()).toMatchObject({ kind: 'flood' });
  });

  it('counts whole seconds by the clock, not what lies between them', async () => {
    const again = () => at.receiver().receive(at.fresh(byMail('nao@example.org')));
    await again();
    // Of a second that began 15 seconds ago, its end.
    await at.age(15);
    await at.database.dataSource.query(`update flood_gate set last_at = last_at + interval '0.999 seconds'`);
    expect(await again()).toMatchObject({ kind: 'accepted' });
  });

  it.each([
    ['192.0.2.7', '192.0.2.7', 'flood'],
    ['192.0.2.7', '192.0.2.8', 'accepted'],
    ['2001:db8:1:2::1', '2001:db8:1:2:ffff::9', 'flood'],
    ['2001:db8:1:2::1', '2001:db8:1:3::1', 'accepted'],
  ])('takes %s and %s: %s', async (first, second, kind) => {
    await at.receiver().receive(at.fresh({ address: first }));
    expect(await at.receiver().receive(at.fresh({ address: second }))).toMatchObject({ kind });
  });

  it('looks at all threads of a site, and at no other site', async () => {
    await at.receiver().receive(at.fresh(byMail('mai@example.org')));
    const elsewhere = { ...byMail('mai@example.org'), thread: { id: await at.newThread() } };
    expect(await at.receiver().receive(at.fresh(elsewhere))).toMatchObject({ kind: 'flood' });
    await at.newSite();
    expect(await at.receiver().receive(at.fresh(byMail('mai@example.org')))).toMatchObject({
      kind: 'accepted',
    });
  });

  it('is not made longer, and nothing is left, by refused attempts', async () => {
    await at.receiver().receive(at.fresh(byMail('ryo@example.org')));
    const gates = () =>
      at.database.dataSource.query<unknown[]>('select * from flood_gate where site_id = $1 order by key', [
        at.site.id,
      ]);
    const [before, answer, after] = await at.whenAged(10, async () => [
      await gates(),
      await at.receiver().receive(at.fresh(byMail('ryo@example.org'))),
      await gates(),
    ]);
    expect(answer).toEqual({ kind: 'flood', retryAfterSeconds: 5 });
    expect(before).toHaveLength(2);
    expect(after).toEqual(before);
    expect(await at.countRows()).toBe(1);
  });

  it('comes after duplicate, as in WordPress', async () => {
    const submission = at.fresh(byMail('yui@example.org'));
    await at.receiver().receive(submission);
    expect(await at.receiver().receive(submission)).toEqual({ kind: 'duplicate' });
  });

  it('is no rule where the site sets 0 seconds', async () => {
    await at.newSite({ floodSeconds: 0 });
    const address = '192.0.2.99';
    expect(await at.receiver().receive(at.fresh({ address }))).toMatchObject({ kind: 'accepted' });
    expect(await at.receiver().receive(at.fresh({ address }))).toMatchObject({ kind: 'accepted' });
    expect(
      await at.database.dataSource.query('select 1 from flood_gate where site_id = $1', [at.site.id]),
    ).toEqual([]);
  });

  it('lets exactly one of many through when two processes get them at once', async () => {
    const [one, two] = [at.receiver(), at.anotherProcess()];
    for (let round = 0; round < 20; round++) {
      const results = await Promise.all(
        Array.from({ length: 20 }, (_, i) =>
          (i % 2 === 0 ? one : two).receive(at.fresh(byMail(`round${round}@example.org`))),
        ),
      );
      expect(tally(results)).toEqual({ accepted: 1, flood: 19 });
    }
    expect(await at.countRows()).toBe(20);
  });
});
