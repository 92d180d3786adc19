import type { Signal } from '../domain/signal.js';
import { LANGUAGES } from './messages.js';
import { ruleSentence, signalSentence } from './signals.messages.js';

const hit = (word: string) => ({ word, span: { field: 'text' as const, start: 0, end: word.length } });

const ALIKE = { same: 37, similar: 3, authors: 12, networks: 4, hours: 24, ids: [] };

const LATIN = {
  shares: { latin: 1, kana: 0, han: 0, hangul: 0, cyrillic: 0, arabic: 0, other: 0 },
  script: 'latin',
} as const;

const SENTENCES: [Signal, string, string][] = [
  [
    { kind: 'links', score: 0, evidence: { count: 0, spans: [] } },
    'No links in the text.',
    '本文にリンクはありません。',
  ],
  [
    { kind: 'links', score: 0.5, evidence: { count: 3, spans: [] } },
    '3 links in the text.',
    '本文にリンクが3件あります。',
  ],
  [
    { kind: 'moderation-words', score: 1, evidence: { hits: [hit("it's"), hit("it's"), hit('{x}')] } },
    "Words of the moderation list: “it's”, “{x}”.",
    "要確認語句「it's」「{x}」が含まれています。",
  ],
  [
    { kind: 'disallowed-words', score: 1, evidence: { hits: 'abcdef'.split('').map(hit) } },
    'Disallowed words: “a”, “b”, “c”, “d”, “e” and more.',
    '禁止語句「a」「b」「c」「d」「e」などが含まれています。',
  ],
  [
    { kind: 'author-history', score: 0, evidence: { approved: 1, rejected: 2, days: 90 } },
    'One approved comment under this name and e-mail; 2 rejected in the last 90 days.',
    'この名前とメールアドレスで承認済みのコメントは1件、直近90日間の却下は2件です。',
  ],
  [
    {
      kind: 'author-history',
      score: 0,
      evidence: {
        ...{ approved: 3, rejected: 0, days: 90 },
        ...{ reputation: 0.774, approvedWeight: 2.42, rejectedWeight: 0, knownDays: 41 },
      },
    },
    '3 approved comments under this name and e-mail; none rejected in the last 90 days; first seen 41 days ago, reputation 77%.',
    'この名前とメールアドレスで承認済みのコメントは3件、直近90日間の却下は0件です（最初の投稿は41日前、評価77%）。',
  ],
  [
    { kind: 'repeated-text', score: 1, evidence: { count: 1 } },
    'The same text was sent once more.',
    '同じ本文の投稿がほかに1件あります。',
  ],
  [
    { kind: 'near-duplicates', score: 0, evidence: { ...ALIKE, same: 0, similar: 0 } },
    'No text like this within 24 hours.',
    '24時間以内に似た本文の投稿はありません。',
  ],
  [
    { kind: 'near-duplicates', score: 1, evidence: ALIKE },
    '40 texts like this within 24 hours: 37 nearly the same and 3 similar, by 12 authors from 4 networks.',
    '24時間以内に似た本文の投稿がほかに40件あります（ほぼ同じもの37件、似たもの3件、投稿者12人、ネットワーク4か所）。',
  ],
  [
    {
      kind: 'near-duplicates',
      score: 1,
      evidence: { ...ALIKE, same: 1, similar: 0, authors: 1, networks: 0, hours: 1 },
    },
    'One text like this within one hour: 1 nearly the same and 0 similar, by one author.',
    '1時間以内に似た本文の投稿がほかに1件あります（ほぼ同じもの1件、似たもの0件、投稿者1人）。',
  ],
  [
    { kind: 'network-rate', score: 0, evidence: { count: 2, budget: 30, minutes: 10 } },
    '2 other comments from the same network within 10 minutes (limit: 30).',
    '同じネットワークからの投稿は10分以内にほかに2件です(上限30件)。',
  ],
  [
    { kind: 'rates', score: 0, evidence: { author: 0, thread: 0, minutes: 60 } },
    'Nothing else by the author and nothing else on the page within 60 minutes.',
    '60分以内のほかの投稿は、この投稿者から0件、このページに0件です。',
  ],
  [
    { kind: 'rates', score: 0.2, evidence: { author: 3, thread: 40, minutes: 1 } },
    '3 other comments by the author and 40 others on the page within one minute.',
    '1分以内のほかの投稿は、この投稿者から3件、このページに40件です。',
  ],
  [
    { kind: 'thread-state', score: 1, evidence: { closed: true } },
    'The page no longer takes comments.',
    'このページは現在コメントを受け付けていません。',
  ],
  [
    { kind: 'thread-state', score: 0, evidence: { closed: false } },
    'The page takes comments.',
    'このページはコメントを受け付けています。',
  ],
  [
    {
      kind: 'mail-address',
      score: 0,
      evidence: { missing: true, disposable: false, tagged: false, alias: false },
    },
    'No e-mail address was given.',
    'メールアドレスがありません。',
  ],
  [
    {
      kind: 'mail-address',
      score: 1,
      evidence: { missing: false, disposable: true, tagged: true, alias: true },
    },
    'The e-mail address is of a service that gives mailboxes for minutes; it is one of several ways to write a mailbox.',
    '使い捨てのメールアドレスです（同じ受信箱の別表記）。',
  ],
  [
    {
      kind: 'mail-address',
      score: 0,
      evidence: { missing: false, disposable: false, tagged: false, alias: false },
    },
    'The e-mail address is of no service known for disposable ones.',
    '使い捨てのメールアドレスではないとみられます。',
  ],
  [
    { kind: 'language', score: 0, evidence: { ...LATIN, language: 'en', page: 'en', fits: true } },
    'In Latin letters, as English is.',
    '英語などのラテン文字で書かれています。',
  ],
  [
    { kind: 'language', score: 1, evidence: { ...LATIN, language: 'en', page: 'ja', fits: false } },
    'In Latin letters, as English is, on a page in Japanese.',
    '英語などのラテン文字で書かれています（ページは日本語）。',
  ],
  [
    { kind: 'language', score: 1, evidence: { ...LATIN, language: 'other', page: 'en', fits: false } },
    'In letters of another language, on a page in English.',
    '別の言語の文字で書かれています（ページは英語）。',
  ],
  [
    { kind: 'language', score: 0, evidence: { ...LATIN, language: 'none' } },
    'Too short to tell the language.',
    '短いため、言語を判定できません。',
  ],
  [
    { kind: 'thread-state', score: 0, evidence: { closed: false, days: 0, comments: 1 } },
    'The page takes comments; it is of today and has one comment.',
    'このページはコメントを受け付けています（本日公開、コメント1件）。',
  ],
  [
    { kind: 'thread-state', score: 1, evidence: { closed: true, days: 30, comments: 0 } },
    'The page no longer takes comments; it is 30 days old and has no comments.',
    'このページは現在コメントを受け付けていません（公開から30日、コメント0件）。',
  ],
  [
    { kind: 'link-history', score: 0, evidence: { fresh: 0, domains: [], recent: 0, minutes: 60 } },
    'No links to sites that are new here.',
    '前例のないサイトへのリンクはありません。',
  ],
  [
    {
      kind: 'link-history',
      score: 1,
      evidence: { fresh: 2, domains: ['a.example', 'b.example'], recent: 3, minutes: 60 },
    },
    'Links to 2 sites that no approved comment links to: “a.example”, “b.example”; 3 others link to the same site within 60 minutes.',
    '承認済みコメントに前例のないサイトへのリンクがあります（「a.example」「b.example」）。60分以内に同じサイトへのリンクを含む投稿がほかに3件あります。',
  ],
  [
    { kind: 'stage-failed', score: 1, evidence: { stage: 'links', message: 'no answer' } },
    'The check “links” could not be done: no answer',
    'チェック「links」を実行できませんでした: no answer',
  ],
  [
    { kind: 'screening-failed', score: 1, evidence: { tries: 3, message: 'boom' } },
    'The automatic check failed 3 times: boom',
    '自動チェックが3回失敗しました: boom',
  ],
  [
    { kind: 'screening-overdue', score: 1, evidence: { seconds: 910 } },
    'The automatic check was not done within 15 minutes.',
    '自動チェックが15分以内に行われませんでした。',
  ],
];

describe('signalSentence', () => {
  it.each(SENTENCES)('%j is said in both languages', (signal, english, japanese) => {
    expect(signalSentence('en', signal)).toBe(english);
    expect(signalSentence('ja', signal)).toBe(japanese);
  });
});

it('names a signal it does not know', () => {
  const signal = { kind: 'horoscope', score: 0, evidence: {} } as unknown as Signal;
  expect(signalSentence('en', signal)).toBe('horoscope');
});

describe('ruleSentence', () => {
  it('says a rule in both languages', () => {
    expect(LANGUAGES.map((language) => ruleSentence(language, 'links'))).toEqual([
      'It has too many links.',
      'リンクの数が上限に達しています。',
    ]);
  });

  it('names a rule it does not know', () => {
    expect(ruleSentence('ja', 'toString')).toBe('toString');
  });
});
