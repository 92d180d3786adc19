import type {
  Comparison,
  ComparisonCondition,
  Condition,
  ContainsCondition,
} from '../domain/policy/condition.js';
import type { FactName } from '../domain/policy/facts.js';
import type { Rule } from '../domain/policy/rule.js';
import type { SeenAs, WordField } from '../domain/signal.js';
import { defineMessages, type Language, type MessageValues, say } from './messages.js';

/** What a condition may ask about, as the beginning of a sentence. */
const facts = defineMessages<FactName>({
  'text.characters': { en: 'the length of the text in characters', ja: '本文の文字数' },
  'text.uppercase': { en: 'the share of capitals', ja: '大文字の割合' },
  'text.pictures': { en: 'the number of emoji', ja: '絵文字の数' },
  'text.marks': { en: 'the most marks on one letter', ja: '一文字に重なった結合文字の最大数' },
  'text.invisible': { en: 'the share of characters that nobody sees', ja: '見えない文字の割合' },
  'text.repeated': { en: 'the share of the text that repeats', ja: '繰り返しの割合' },
  'text.oddities': { en: 'what is odd about the look of the text', ja: '本文の見た目の特徴' },
  'text.language': { en: 'the language of the text by its letters', ja: '文字から見た本文の言語' },
  'text.fits_page': {
    en: 'that the text is in the language of the page',
    ja: '本文とページの言語の一致',
  },
  'text.script': { en: 'the writing system of most letters', ja: '最も多い文字の種類' },
  'text.latin': { en: 'the share of Latin letters', ja: 'ラテン文字の割合' },
  'text.kana': { en: 'the share of kana', ja: '仮名の割合' },
  'text.han': { en: 'the share of Chinese characters', ja: '漢字の割合' },
  'text.hangul': { en: 'the share of Hangul', ja: 'ハングルの割合' },
  'text.cyrillic': { en: 'the share of Cyrillic letters', ja: 'キリル文字の割合' },
  'text.arabic': { en: 'the share of Arabic letters', ja: 'アラビア文字の割合' },
  'text.other_scripts': { en: 'the share of other writing systems', ja: 'その他の文字の割合' },
  'links.count': { en: 'the number of links', ja: 'リンクの数' },
  'links.domains': { en: 'the sites that links lead to', ja: 'リンク先のサイト' },
  'links.disguised': {
    en: 'the number of links made to be taken for others',
    ja: '別のサイトに見せかけたリンクの数',
  },
  'links.glued': {
    en: 'the number of links right behind Japanese text',
    ja: '日本語の直後に続くリンクの数',
  },
  'links.bbcode': { en: 'the number of links as forums write them', ja: '掲示板書式のリンクの数' },
  'links.international': {
    en: 'the number of links to hosts that are not written in a to z',
    ja: '英数字以外の文字によるドメイン名へのリンクの数',
  },
  'links.mixed': {
    en: 'the number of links to hosts that mix writing systems in one word',
    ja: '異なる種類の文字が混じったドメイン名へのリンクの数',
  },
  'links.imitating': {
    en: 'the number of links to hosts that look like a trusted one',
    ja: '信頼するドメイン名に似せたリンクの数',
  },
  'links.new': {
    en: 'the number of sites linked to that no approved comment links to',
    ja: '承認済みコメントに前例のないリンク先サイトの数',
  },
  'links.recent': {
    en: 'the number of other submissions that link to the same site lately',
    ja: '同じサイトへのリンクを含む最近のほかの投稿数',
  },
  'author.approved': {
    en: 'the number of approved comments of the author',
    ja: '投稿者の承認済みコメント数',
  },
  'author.rejected': {
    en: 'the number of lately rejected comments of the author',
    ja: '投稿者の最近の却下数',
  },
  'author.recent': {
    en: 'the number of other submissions of the author lately',
    ja: '投稿者の最近のほかの投稿数',
  },
  'author.reputation': {
    en: 'the reputation of the author (0 to 1)',
    ja: '投稿者の評価（0から1）',
  },
  'author.known_days': {
    en: 'the number of days since the first submission of the author',
    ja: '投稿者の最初の投稿からの日数',
  },
  'mail.missing': { en: 'that the e-mail address is missing', ja: 'メールアドレスの欠如' },
  'mail.disposable': { en: 'that the e-mail address is disposable', ja: '使い捨てメールアドレスの使用' },
  'mail.tagged': { en: 'that the e-mail address has a tag', ja: 'メールアドレスのタグ（+以降）の有無' },
  'mail.alias': {
    en: 'that the e-mail address is another way to write a mailbox',
    ja: '同じ受信箱に届く別表記のメールアドレスの使用',
  },
  'duplicates.exact': {
    en: 'the number of other submissions with the same text',
    ja: '同じ本文のほかの投稿の数',
  },
  'duplicates.same': {
    en: 'the number of other submissions with nearly the same text',
    ja: 'ほぼ同じ本文のほかの投稿の数',
  },
  'duplicates.similar': {
    en: 'the number of other submissions with a similar text',
    ja: '似た本文のほかの投稿の数',
  },
  'duplicates.authors': {
    en: 'the number of authors who sent nearly the same or a similar text',
    ja: 'ほぼ同じ、または似た本文を送った投稿者の数',
  },
  'duplicates.networks': {
    en: 'the number of networks from which nearly the same or a similar text came',
    ja: 'ほぼ同じ、または似た本文の送信元ネットワークの数',
  },
  'network.recent': {
    en: 'the number of submissions from the same network lately',
    ja: '同じネットワークからの最近の投稿数',
  },
  'thread.recent': {
    en: 'the number of other submissions on the page lately',
    ja: 'ページへの最近のほかの投稿数',
  },
  'thread.closed': { en: 'that the page is closed', ja: 'ページの受付終了' },
  'thread.days': { en: 'the age of the page in days', ja: 'ページの経過日数' },
  'thread.flagged': {
    en: 'the number of submissions on the page that were lately rejected, or held for what they say',
    ja: 'このページで最近、却下または内容を理由に保留された投稿数',
  },
  'thread.comments': { en: 'the number of comments on the page', ja: 'ページのコメント数' },
  'text.prompt_like': {
    en: 'the number of places that read like orders to a language model',
    ja: '言語モデルへの指示とみられる箇所の数',
  },
  'provider.spam': {
    en: 'how sure outside services are of spam',
    ja: '外部サービスが示したスパムの確度',
  },
  'provider.abuse': {
    en: 'how sure outside services are of abuse',
    ja: '外部サービスが示した攻撃的な表現の確度',
  },
  'provider.worst': {
    en: 'the highest value that outside services gave',
    ja: '外部サービスが示した最も高い値',
  },
  'provider.failed': {
    en: 'the number of outside services that did not answer',
    ja: '回答しなかった外部サービスの数',
  },
});

/** How one fact is compared. */
const comparisons = defineMessages<Comparison>({
  eq: { en: '{fact} is {value}', ja: '{fact}が{value}である' },
  ne: { en: '{fact} is not {value}', ja: '{fact}が{value}でない' },
  lt: { en: '{fact} is less than {value}', ja: '{fact}が{value}未満である' },
  lte: { en: '{fact} is at most {value}', ja: '{fact}が{value}以下である' },
  gt: { en: '{fact} is more than {value}', ja: '{fact}が{value}を超える' },
  gte: { en: '{fact} is at least {value}', ja: '{fact}が{value}以上である' },
  in: { en: '{fact} is one of {value}', ja: '{fact}が{value}のいずれかである' },
  subset_of: { en: 'all of {fact} are among {value}', ja: '{fact}がすべて{value}に含まれる' },
  intersects: { en: 'some of {fact} are among {value}', ja: '{fact}のいずれかが{value}に含まれる' },
  known: {
    en: '{value, select, true {{fact} is known} other {{fact} is not known}}',
    ja: '{value, select, true {{fact}がわかっている} other {{fact}がわからない}}',
  },
});

const fields = defineMessages<WordField>({
  text: { en: 'the text', ja: '本文' },
  name: { en: 'the name', ja: '名前' },
  email: { en: 'the e-mail address', ja: 'メールアドレス' },
  url: { en: 'the address of the author’s site', ja: '投稿者のサイトのアドレス' },
  userAgent: { en: 'the name of the browser', ja: 'ブラウザー名' },
  address: { en: 'the network address', ja: 'ネットワークアドレス' },
});

const seen = defineMessages<SeenAs>({
  text: { en: 'as it stands', ja: 'そのままの形' },
  spread: { en: 'with other characters between', ja: '間にほかの文字を挟んだ形' },
  lookalike: { en: 'with look-alikes', ja: '似た文字に置き換えた形' },
  blanked: { en: 'with letters blanked', ja: '伏せ字にした形' },
});

const parts = defineMessages({
  contains: {
    en: 'a term of the list “{list}” is in {fields}{forms, select, none {} other {, {forms}}}',
    ja: 'リスト「{list}」の語が{fields}に{forms, select, none {} other {{forms}で}}含まれる',
  },
  anyField: { en: 'any field', ja: 'いずれかの項目' },
  matches: { en: 'the pattern “{pattern}” matches', ja: 'パターン「{pattern}」に一致する' },
  not: { en: 'it is not so that {part}', ja: '「{part}」に当てはまらない' },
  count: {
    en: 'at least {number} of these are so: {parts}',
    ja: '次のうち{number}つ以上に当てはまる（{parts}）',
  },
  list: { en: 'the list “{list}”', ja: 'リスト「{list}」' },
  group: { en: '({parts})', ja: '（{parts}）' },
  when: { en: 'When {condition}: {effects}.', ja: '{condition}とき、{effects}。' },
  hold: { en: 'a person decides', ja: '人が判断します' },
  reject: { en: 'it is rejected', ja: '却下します' },
  weight: {
    en: '{weight, plural, one {one point is} other {# points are}} added',
    ja: '{weight}点を加えます',
  },
  less: {
    en: '{weight, plural, one {one point is} other {# points are}} taken off',
    ja: '{weight}点を引きます',
  },
  draft: { en: 'It is a draft and not looked at.', ja: '下書きのため、使われていません。' },
  shadow: {
    en: 'It is only watched: nothing follows from it.',
    ja: '試行中のため、記録するだけで結果には影響しません。',
  },
  hold_only: { en: 'It may only hold.', ja: '保留だけを行います。' },
  sample: {
    en: 'It looks at {percent} percent of the comments.',
    ja: 'コメントの{percent}%だけを対象にします。',
  },
  expires: { en: 'It ends after {day}.', ja: '{day}までです。' },
});

const JOINTS = {
  en: { all: ' and ', any: ' or ', or: ' or ', comma: ', ', semicolon: '; ', sentence: ' ' },
  ja: { all: '、かつ', any: '、または', or: 'または', comma: '、', semicolon: '／', sentence: '' },
} as const;

/** What a fact is about, as the beginning of a sentence. */
export const factSays = (language: Language, fact: FactName) => say(language, facts, fact);

/** What a field of a submission is called. */
export const fieldSays = (language: Language, field: WordField) => say(language, fields, field);

/** How a listed term was written. */
export const formSays = (language: Language, form: SeenAs) => say(language, seen, form);

/** A rule as sentences: what it asks, what follows, and where it stands in its life. */
export function ruleAloud(language: Language, rule: Rule): string {
  const tell = (key: keyof typeof parts, values?: MessageValues) => say(language, parts, key, values);
  const { action, weight } = rule.then;
  const effects = [
    ...(action === undefined ? [] : [tell(action)]),
    ...(weight === undefined || weight === 0
      ? []
      : [tell(weight > 0 ? 'weight' : 'less', { weight: Math.abs(weight) })]),
  ].join(JOINTS[language].comma);
  const when = tell('when', { condition: conditionAloud(language, rule.when), effects });
  return [
    when.charAt(0).toUpperCase() + when.slice(1),
    ...(rule.mode === 'live' ? [] : [tell(rule.mode)]),
    ...(rule.sample >= 100 ? [] : [tell('sample', { percent: rule.sample })]),
    ...(rule.expires === undefined ? [] : [tell('expires', { day: rule.expires })]),
  ].join(JOINTS[language].sentence);
}

/** A condition as part of a sentence. */
export function conditionAloud(language: Language, condition: Condition): string {
  const tell = (key: keyof typeof parts, values?: MessageValues) => say(language, parts, key, values);
  const inner = (part: Condition) => {
    const text = conditionAloud(language, part);
    return isJoined(part) ? tell('group', { parts: text }) : text;
  };
  const { all, any, semicolon } = JOINTS[language];
  if ('all' in condition) return condition.all.map(inner).join(all);
  if ('any' in condition) return condition.any.map(inner).join(any);
  if ('not' in condition) return tell('not', { part: inner(condition.not) });
  if ('count' in condition) {
    const { gte: number, of } = condition.count;
    return tell('count', { number, parts: of.map(inner).join(semicolon) });
  }
  if ('contains' in condition) return containsAloud(language, condition);
  if ('matches' in condition) return tell('matches', { pattern: condition.matches.slice(1) });
  return comparisonAloud(language, condition);
}

/** Whether a condition needs brackets inside another one. */
function isJoined(condition: Condition): boolean {
  if ('all' in condition) return condition.all.length > 1;
  if ('any' in condition) return condition.any.length > 1;
  return false;
}

function containsAloud(language: Language, { contains, fields: where, as }: ContainsCondition): string {
  const { or } = JOINTS[language];
  return say(language, parts, 'contains', {
    list: contains.slice(1),
    fields:
      where === undefined
        ? say(language, parts, 'anyField')
        : where.map((field) => say(language, fields, field)).join(or),
    forms: as === undefined ? 'none' : as.map((form) => say(language, seen, form)).join(or),
  });
}

function comparisonAloud(language: Language, { signal, ...operators }: ComparisonCondition): string {
  const fact = say(language, facts, signal);
  return Object.entries(operators)
    .flatMap(([operator, value]) =>
      value === undefined
        ? []
        : [say(language, comparisons, operator as Comparison, { fact, value: valueAloud(language, value) })],
    )
    .join(JOINTS[language].all);
}

function valueAloud(language: Language, value: unknown): string {
  if (typeof value === 'string' && value.startsWith('@'))
    return say(language, parts, 'list', { list: value.slice(1) });
  return Array.isArray(value) ? value.map(String).join(JOINTS[language].comma) : String(value);
}
