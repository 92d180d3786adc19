import type { ProviderCall, ProviderId, ProviderLabel, ProviderStatus } from '../domain/signal.js';
import { defineMessages, type Language, say } from './messages.js';

const names = defineMessages<ProviderId>({
  moderation: { en: 'moderation service', ja: 'モデレーションサービス' },
  chat: { en: 'language model', ja: '言語モデル' },
  akismet: { en: 'Akismet', ja: 'Akismet' },
  webhook: { en: 'own service', ja: '独自サービス' },
});

const labels = defineMessages<ProviderLabel>({
  spam: { en: 'spam', ja: 'スパム' },
  abuse: { en: 'abuse', ja: '攻撃的な表現' },
  hate: { en: 'hate', ja: '差別・憎悪' },
  sexual: { en: 'sexual content', ja: '性的な内容' },
  violence: { en: 'violence', ja: '暴力' },
  'self-harm': { en: 'self-harm', ja: '自傷' },
  illegal: { en: 'illegal acts', ja: '違法行為' },
  other: { en: 'other', ja: 'その他' },
});

const statuses = defineMessages<Exclude<ProviderStatus, 'ok'>>({
  timeout: { en: 'no answer in time', ja: '時間内に回答なし' },
  error: { en: 'no answer', ja: '回答なし' },
  invalid: { en: 'an answer that cannot be read', ja: '読み取れない回答' },
  breaker_open: { en: 'not asked, it failed too often lately', ja: '最近の失敗が多いため照会せず' },
  skipped: { en: 'not asked, nothing depended on it', ja: '結果に影響しないため照会せず' },
});

const forms = defineMessages({
  call: { en: '{name}: {answer}', ja: '{name}は{answer}' },
  label: { en: '{label} {share, number, percent}', ja: '{label}{share, number, percent}' },
  nothing: { en: 'nothing found', ja: '指摘なし' },
  none: { en: 'none was asked', ja: '照会なし' },
  clause: { en: '{answer} (“{clause}”)', ja: '{answer}（「{clause}」）' },
});

/** From here on a label is named; services give tiny numbers for everything. */
const NAMED = 0.1;

/** What each service answered, or why it did not, as part of a sentence. */
export function callsAloud(language: Language, calls: readonly ProviderCall[]): string {
  if (calls.length === 0) return say(language, forms, 'none');
  return calls
    .map((call) =>
      say(language, forms, 'call', { name: nameOf(language, call), answer: answerOf(language, call) }),
    )
    .join(language === 'ja' ? '、' : '; ');
}

/** A service or label of a newer version is named as it is. */
function nameOf(language: Language, { id }: ProviderCall): string {
  return Object.hasOwn(names, id) ? say(language, names, id) : id;
}

function answerOf(language: Language, { status, labels: given, clause }: ProviderCall): string {
  if (status !== 'ok') return Object.hasOwn(statuses, status) ? say(language, statuses, status) : status;
  const found = Object.entries(given)
    .filter(([, share]) => share >= NAMED)
    .sort(([, one], [, other]) => other - one)
    .map(([label, share]) => say(language, forms, 'label', { label: labelOf(language, label), share }));
  if (found.length === 0) return say(language, forms, 'nothing');
  const answer = found.join(language === 'ja' ? '・' : ', ');
  return clause === undefined ? answer : say(language, forms, 'clause', { answer, clause });
}

/** What a service may say of a text, in a language. */
export function labelOf(language: Language, label: string): string {
  return Object.hasOwn(labels, label) ? say(language, labels, label as ProviderLabel) : label;
}
