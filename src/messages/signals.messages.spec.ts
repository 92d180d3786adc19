import type { Signal } from '../domain/signal.js';
import { LANGUAGES } from './messages.js';
import { ruleSentence, signalSentence } from './signals.messages.js';

const hit = (word: string) => ({ word, span: { field: 'text' as const, start: 0, end: word.length } });

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
    { kind: 'repeated-text', score: 1, evidence: { count: 1 } },
    'The same text was sent once more.',
    '同じ本文の投稿がほかに1件あります。',
  ],
  [
    { kind: 'network-rate', score: 0, evidence: { count: 2, budget: 30, minutes: 10 } },
    '2 other comments from the same network within 10 minutes (limit: 30).',
    '同じネットワークからの投稿は10分以内にほかに2件です(上限30件)。',
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
