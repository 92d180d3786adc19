import type { Oddity, Signal } from '../domain/signal.js';
import { measureNames } from './measures.messages.js';
import { callsAloud } from './providers.messages.js';
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
  'listed-terms': {
    en: '{count, plural, =0 {No terms of the lists.} one {A term of the lists: {words}.} other {Terms of the lists: {words}.}}',
    ja: '{count, plural, =0 {リストの語句は含まれていません。} other {リストの語句{words}が含まれています。}}',
  },
  patterns: {
    en: '{count, plural, =0 {No pattern matches.} one {A pattern matches: {words}.} other {Patterns match: {words}.}}',
    ja: '{count, plural, =0 {一致するパターンはありません。} other {パターン{words}に一致します。}}',
  },
  shape: {
    en: '{oddities, plural, =0 {Nothing odd about the look of the text.} other {{names}.}}',
    ja: '{oddities, plural, =0 {本文の見た目に不自然な点はありません。} other {{names}。}}',
  },
  'author-history': {
    en: '{approved, plural, =0 {No approved comments under this name and e-mail so far} one {One approved comment under this name and e-mail} other {# approved comments under this name and e-mail}}; {rejected, plural, =0 {none rejected} one {one rejected} other {# rejected}} in the last {days, plural, one {day} other {# days}}{known, select, true {; first seen {knownDays, plural, =0 {today} one {one day ago} other {# days ago}}, reputation {percent}%} other {}}.',
    ja: 'この名前とメールアドレスで承認済みのコメントは{approved}件、直近{days}日間の却下は{rejected}件です{known, select, true {（最初の投稿は{knownDays, plural, =0 {本日} other {#日前}}、評価{percent}%）} other {}}。',
  },
  'repeated-text': {
    en: '{count, plural, =0 {The text has not been sent before.} one {The same text was sent once more.} other {The same text was sent # more times.}}',
    ja: '{count, plural, =0 {同じ本文の投稿はほかにありません。} other {同じ本文の投稿がほかに#件あります。}}',
  },
  'near-duplicates': {
    en: '{all, plural, =0 {No text like this} one {One text like this} other {# texts like this}} within {hours, plural, one {one hour} other {# hours}}{all, plural, =0 {} other {: {same} nearly the same and {similar} similar, by {authors, plural, one {one author} other {# authors}}{networks, plural, =0 {} one { from one network} other { from # networks}}}}.',
    ja: '{all, plural, =0 {{hours}時間以内に似た本文の投稿はありません。} other {{hours}時間以内に似た本文の投稿がほかに#件あります（ほぼ同じもの{same}件、似たもの{similar}件、投稿者{authors}人{networks, plural, =0 {} other {、ネットワーク#か所}}）。}}',
  },
  'network-rate': {
    en: '{count, plural, =0 {Nothing else} one {One other comment} other {# other comments}} from the same network within {minutes, plural, one {one minute} other {# minutes}}{budget, plural, =0 {} other { (limit: #)}}.',
    ja: '同じネットワークからの投稿は{minutes}分以内にほかに{count}件です{budget, plural, =0 {} other {(上限#件)}}。',
  },
  rates: {
    en: '{author, plural, =0 {Nothing else} one {One other comment} other {# other comments}} by the author and {thread, plural, =0 {nothing else} one {one other} other {# others}} on the page within {minutes, plural, one {one minute} other {# minutes}}.',
    ja: '{minutes}分以内のほかの投稿は、この投稿者から{author}件、このページに{thread}件です。',
  },
  'thread-state': {
    en: '{closed, select, true {The page no longer takes comments} other {The page takes comments}}{known, select, true {; it is {days, plural, =0 {of today} one {one day old} other {# days old}} and has {comments, plural, =0 {no comments} one {one comment} other {# comments}}} other {}}.',
    ja: '{closed, select, true {このページは現在コメントを受け付けていません} other {このページはコメントを受け付けています}}{known, select, true {（{days, plural, =0 {本日公開} other {公開から#日}}、コメント{comments}件）} other {}}。',
  },
  'link-history': {
    en: '{fresh, plural, =0 {No links to sites that are new here} one {A link to a site that no approved comment links to: {words}} other {Links to # sites that no approved comment links to: {words}}}{recent, plural, =0 {} one {; one other comment links to the same site within {minutes, plural, one {one minute} other {# minutes}}} other {; # others link to the same site within {minutes, plural, one {one minute} other {# minutes}}}}.',
    ja: '{fresh, plural, =0 {前例のないサイトへのリンクはありません} other {承認済みコメントに前例のないサイトへのリンクがあります（{words}）}}{recent, plural, =0 {} other {。{minutes}分以内に同じサイトへのリンクを含む投稿がほかに#件あります}}。',
  },
  'raid-guard': {
    en: 'Much like a comment that people guard against for now.',
    ja: '現在、警戒対象に指定されているコメントとほぼ同じ内容です。',
  },
  'author-measure': {
    en: 'People decided about this author: {names}.',
    ja: 'この投稿者への措置: {names}。',
  },
  'rule-limits': {
    en: 'Rules that may only hold for now: {names}.',
    ja: '現在は保留しか行えないルール: {names}',
  },
  switches: {
    en: 'People stopped the machine here: {names}.',
    ja: '自動判定が止められています: {names}',
  },
  'mail-address': {
    en: '{missing, select, true {No e-mail address was given.} other {{disposable, select, true {The e-mail address is of a service that gives mailboxes for minutes} other {The e-mail address is of no service known for disposable ones}}{alias, select, true {; it is one of several ways to write a mailbox} other {}}.}}',
    ja: '{missing, select, true {メールアドレスがありません。} other {{disposable, select, true {使い捨てのメールアドレスです} other {使い捨てのメールアドレスではないとみられます}}{alias, select, true {（同じ受信箱の別表記）} other {}}。}}',
  },
  language: {
    en: '{language, select, none {Too short to tell the language} en {In Latin letters, as English is} ja {In Japanese letters} other {In letters of another language}}{fits, select, false {, on a page in {page, select, ja {Japanese} other {English}}} other {}}.',
    ja: '{language, select, none {短いため、言語を判定できません} en {英語などのラテン文字で書かれています} ja {日本語の文字で書かれています} other {別の言語の文字で書かれています}}{fits, select, false {（ページは{page, select, ja {日本語} other {英語}}）} other {}}。',
  },
  'prompt-like': {
    en: '{count, plural, =0 {Nothing in it gives orders to a language model.} one {One place reads like an order to a language model.} other {# places read like orders to a language model.}}',
    ja: '{count, plural, =0 {言語モデルへの指示とみられる箇所はありません。} other {言語モデルへの指示とみられる箇所が#か所あります。}}',
  },
  provider: {
    en: 'Outside services: {calls}.',
    ja: '外部サービスの回答: {calls}。',
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
  'hold-all': {
    en: 'Every comment on this site is held at the moment.',
    ja: '現在、このサイトのコメントはすべて保留しています。',
  },
  'stop-automation': {
    en: 'Automatic decisions are stopped on this site at the moment.',
    ja: '現在、このサイトの自動判定は止められています。',
  },
  'thread-hold': {
    en: 'Every comment on this page is reviewed first at the moment.',
    ja: '現在、このページのコメントは確認してから公開しています。',
  },
  'raid-guard': {
    en: 'It is much like a comment against which a guard is armed at the moment.',
    ja: '警戒対象のコメントとほぼ同じ内容のため、人が確認します。',
  },
  'author-measure': {
    en: 'The author is suspended or banned here.',
    ja: 'この投稿者は投稿を停止されています。',
  },
  'author-hold': {
    en: 'A person reads everything by this author first.',
    ja: 'この投稿者のコメントは、必ず人が確認してから公開します。',
  },
  'thread-brake': {
    en: 'Much on this page was rejected or held lately, so a person reads what follows.',
    ja: 'このページでは最近、却下や保留が続いているため、人が確認します。',
  },
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
  'disguised-words': {
    en: 'It contains what looks like a disallowed word in disguise.',
    ja: '禁止語句を書き換えたとみられる表現が含まれています。',
  },
  'moderation-words': {
    en: 'It contains a word of the moderation list.',
    ja: '要確認語句が含まれています。',
  },
  'score-reject': { en: 'Its points reach the limit for rejection.', ja: '却下の基準点に達しています。' },
  'score-hold': { en: 'Its points reach the limit for review.', ja: '保留の基準点に達しています。' },
  'provider-unavailable': {
    en: 'An outside service that this site requires did not answer, so a person decides.',
    ja: '必須の外部サービスから回答を得られなかったため、人による判断が必要です。',
  },
  'provider-flagged': {
    en: 'An outside service objects to it.',
    ja: '外部サービスが問題を指摘しています。',
  },
  'prompt-like': {
    en: 'It seems to give orders to the language model that checks comments.',
    ja: 'コメントを確認する言語モデルへの指示とみられる内容が含まれています。',
  },
  'odd-shape': {
    en: 'The text is other than it looks.',
    ja: '本文に、見た目を偽る文字が使われています。',
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
  'near-duplicates': {
    en: 'Several others sent nearly the same text.',
    ja: 'ほぼ同じ本文の投稿がほかにも複数あります。',
  },
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

const oddityMessages = defineMessages<Oddity>({
  bidi: { en: 'characters that turn the text around', ja: '文字の並びを逆にする制御文字' },
  invisible: { en: 'mostly characters that nobody sees', ja: '目に見えない文字が大半' },
  'mixed-alphabets': {
    en: 'letters of several alphabets in one word',
    ja: '一語の中に異なる種類のアルファベット',
  },
  pictures: { en: 'a flood of emoji', ja: '大量の絵文字' },
  repetition: { en: 'the same again and again', ja: '同じ文字列の繰り返し' },
  shouting: { en: 'nearly all in capitals', ja: 'ほぼすべて大文字' },
  'hidden-characters': { en: 'characters without width inside words', ja: '語の途中にある見えない文字' },
  'letters-apart': { en: 'letters set apart one by one', ja: '一文字ずつ離した書き方' },
  'letters-blanked': { en: 'words with blanked letters', ja: '伏せ字の多い書き方' },
  'mixed-kana': { en: 'katakana strewn into hiragana', ja: 'ひらがなにカタカナを混ぜた書き方' },
  'stacked-marks': { en: 'marks stacked on letters', ja: '重ねられた結合文字' },
});

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
  if (kind === 'moderation-words' || kind === 'disallowed-words')
    return wordValues(
      language,
      evidence.hits.map(({ word }) => word),
    );
  if (kind === 'listed-terms')
    return wordValues(
      language,
      evidence.hits.map(({ term }) => term),
    );
  if (kind === 'patterns')
    return wordValues(
      language,
      evidence.hits.map(({ pattern }) => pattern),
    );
  if (kind === 'author-history') {
    const { reputation = 0, knownDays = 0 } = evidence;
    const known = evidence.reputation !== undefined;
    return { ...evidence, known: String(known), knownDays, percent: Math.round(reputation * 100) };
  }
  if (kind === 'near-duplicates') {
    const { same, similar, authors, networks, hours } = evidence;
    return { all: same + similar, same, similar, authors, networks, hours };
  }
  if (kind === 'switches') return { names: evidence.on.join(', ') };
  if (kind === 'raid-guard') return {};
  if (kind === 'author-measure') return { names: measureNames(language, evidence.measures) };
  if (kind === 'rule-limits') return { names: [...evidence.spent, ...evidence.braked].join(', ') };
  if (kind === 'prompt-like') return { count: evidence.spans.length };
  if (kind === 'language') {
    const { language: tongue, page = 'en', fits } = evidence;
    return { language: tongue, page, fits: String(fits) };
  }
  if (kind === 'thread-state') {
    const { closed, days, comments = 0 } = evidence;
    return { closed: String(closed), known: String(days !== undefined), days: days ?? 0, comments };
  }
  if (kind === 'link-history') {
    const { fresh, domains, recent, minutes } = evidence;
    return { ...wordValues(language, domains), fresh, recent, minutes };
  }
  if (kind === 'mail-address') return flagsOf(evidence);
  if (kind === 'provider') return { calls: callsAloud(language, evidence.calls) };
  if (kind === 'shape') return shapeValues(language, evidence.oddities);
  return { ...evidence };
}

/** Yes and no as `select` asks for them. */
function flagsOf(evidence: Readonly<Record<string, boolean>>): MessageValues {
  return Object.fromEntries(Object.entries(evidence).map(([name, is]) => [name, String(is)]));
}

function shapeValues(language: Language, oddities: readonly Oddity[]): MessageValues {
  const names = oddities
    .filter((oddity) => Object.hasOwn(oddityMessages, oddity))
    .map((oddity) => say(language, oddityMessages, oddity))
    .join(language === 'ja' ? '、' : ', ');
  return { oddities: oddities.length, names: names.charAt(0).toUpperCase() + names.slice(1) };
}

function wordValues(language: Language, found: readonly string[]): MessageValues {
  const words = [...new Set(found)];
  const named = words.slice(0, MAX_WORDS);
  const more = words.length > MAX_WORDS;
  const list =
    language === 'ja'
      ? named.map((word) => `「${word}」`).join('') + (more ? 'など' : '')
      : named.map((word) => `“${word}”`).join(', ') + (more ? ' and more' : '');
  return { count: words.length, words: list };
}
