import type { Signal, WordHit } from '../domain/signal.js';
import { defineMessages, type Language, type MessageValues, say } from './messages.js';

/** Words that a sentence names at most. */
const MAX_WORDS = 5;

/** A sentence for each kind of signal: what was seen, as a moderator reads it. */
const signalMessages = defineMessages<Signal['kind']>({
  links: {
    en: '{count, plural, =0 {No links in the text.} one {One link in the text.} other {# links in the text.}}',
    ja: '{count, plural, =0 {本文にリンクはありません。} other {本文にリンクが#件あります。}}',
  },
  'moderation-words': {
    en: '{count, plural, =0 {No words of the moderation list.} one {A word of the moderation list: {words}.} other {Words of the moderation list: {words}.}}',
    ja: '{count, plural, =0 {要確認語句は含まれていません。} other {要確認語句{words}が含まれています。}}',
  },
  'disallowed-words': {
    en: '{count, plural, =0 {No disallowed words.} one {A disallowed word: {words}.} other {Disallowed words: {words}.}}',
    ja: '{count, plural, =0 {禁止語句は含まれていません。} other {禁止語句{words}が含まれています。}}',
  },
  'author-history': {
    en: '{approved, plural, =0 {No approved comments under this name and e-mail so far} one {One approved comment under this name and e-mail} other {# approved comments under this name and e-mail}}; {rejected, plural, =0 {none rejected} one {one rejected} other {# rejected}} in the last {days, plural, one {day} other {# days}}.',
    ja: 'この名前とメールアドレスで承認済みのコメントは{approved}件、直近{days}日間の却下は{rejected}件です。',
  },
  'repeated-text': {
    en: '{count, plural, =0 {The text has not been sent before.} one {The same text was sent once more.} other {The same text was sent # more times.}}',
    ja: '{count, plural, =0 {同じ本文の投稿はほかにありません。} other {同じ本文の投稿がほかに#件あります。}}',
  },
  'network-rate': {
    en: '{count, plural, =0 {Nothing else} one {One other comment} other {# other comments}} from the same network within {minutes, plural, one {one minute} other {# minutes}}{budget, plural, =0 {} other { (limit: #)}}.',
    ja: '同じネットワークからの投稿は{minutes}分以内にほかに{count}件です{budget, plural, =0 {} other {(上限#件)}}。',
  },
  'thread-state': {
    en: '{closed, select, true {The page no longer takes comments.} other {The page takes comments.}}',
    ja: '{closed, select, true {このページは現在コメントを受け付けていません。} other {このページはコメントを受け付けています。}}',
  },
  'stage-failed': {
    en: 'The check “{stage}” could not be done: {message}',
    ja: 'チェック「{stage}」を実行できませんでした: {message}',
  },
  'screening-failed': {
    en: 'The automatic check failed {tries, plural, one {once} other {# times}}: {message}',
    ja: '自動チェックが{tries}回失敗しました: {message}',
  },
  'screening-overdue': {
    en: 'The automatic check was not done within {minutes, plural, one {one minute} other {# minutes}}.',
    ja: '自動チェックが{minutes}分以内に行われませんでした。',
  },
});

/** A sentence for each rule of the machine: why it ended so. */
const ruleMessages = defineMessages({
  'disallowed-words': { en: 'It contains a disallowed word.', ja: '禁止語句が含まれています。' },
  'screening-failed': {
    en: 'The automatic check failed, so a person decides.',
    ja: '自動チェックに失敗したため、人による判断が必要です。',
  },
  'screening-overdue': {
    en: 'The automatic check took too long, so a person decides.',
    ja: '自動チェックが時間内に終わらなかったため、人による判断が必要です。',
  },
  'stage-failed': {
    en: 'Part of the automatic check could not be done, so a person decides.',
    ja: '自動チェックの一部を実行できなかったため、人による判断が必要です。',
  },
  'thread-closed': {
    en: 'The page was closed for comments in the meantime.',
    ja: '投稿後にこのページのコメント受付が終了しました。',
  },
  'moderation-mode': {
    en: 'Every comment on this site is reviewed first.',
    ja: 'このサイトでは、すべてのコメントを確認してから公開します。',
  },
  links: { en: 'It has too many links.', ja: 'リンクの数が上限に達しています。' },
  'moderation-words': {
    en: 'It contains a word of the moderation list.',
    ja: '要確認語句が含まれています。',
  },
  'first-comments': {
    en: 'It is one of the author’s first comments.',
    ja: 'この投稿者の最初の数件にあたるコメントです。',
  },
  'unknown-author': {
    en: 'The author has no approved comment yet.',
    ja: 'この投稿者には、まだ承認済みのコメントがありません。',
  },
  'repeated-text': { en: 'The same text was sent before.', ja: '同じ本文がすでに投稿されています。' },
  'rejected-before': {
    en: 'Comments of the author were rejected recently.',
    ja: 'この投稿者のコメントは最近却下されています。',
  },
  'network-budget': {
    en: 'There were many comments from the same network in a short time.',
    ja: '同じネットワークから短時間に多くの投稿がありました。',
  },
  default: { en: 'No rule spoke against it.', ja: '該当するルールはありませんでした。' },
});

/** A signal as a sentence; one of a kind that this version does not know is named as it is. */
export function signalSentence(language: Language, signal: Signal): string {
  if (!Object.hasOwn(signalMessages, signal.kind)) return signal.kind;
  return say(language, signalMessages, signal.kind, valuesOf(language, signal));
}

/** A rule as a sentence; a rule that this version does not know is named as it is. */
export function ruleSentence(language: Language, rule: string): string {
  return isRule(rule) ? say(language, ruleMessages, rule) : rule;
}

function isRule(rule: string): rule is keyof typeof ruleMessages {
  return Object.hasOwn(ruleMessages, rule);
}

function valuesOf(language: Language, signal: Signal): MessageValues {
  const { kind, evidence } = signal;
  if (kind === 'links') return { count: evidence.count };
  if (kind === 'screening-overdue') return { minutes: Math.max(1, Math.round(evidence.seconds / 60)) };
  if (kind === 'moderation-words' || kind === 'disallowed-words') return wordValues(language, evidence.hits);
  return { ...evidence };
}

function wordValues(language: Language, hits: readonly WordHit[]): MessageValues {
  const words = [...new Set(hits.map(({ word }) => word))];
  const named = words.slice(0, MAX_WORDS);
  const more = words.length > MAX_WORDS;
  const list =
    language === 'ja'
      ? named.map((word) => `「${word}」`).join('') + (more ? 'など' : '')
      : named.map((word) => `“${word}”`).join(', ') + (more ? ' and more' : '');
  return { count: words.length, words: list };
}
