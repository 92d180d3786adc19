import { defineMessages } from './messages.js';

/** What is wrong with a change of a site or thread. */
export const sitesMessages = defineMessages({
  'sites.cursor': {
    en: 'This is not the end of a page. Leave it out to start from the beginning.',
    ja: 'ページの続きを示す値ではありません。指定を外すと最初から表示します。',
  },
  'sites.time': {
    en: 'Give a time with its zone, such as 2026-11-23T09:00:00Z, or null for none.',
    ja: '2026-11-23T09:00:00Z のようにタイムゾーン付きの日時を指定してください（なしにするには null）。',
  },
  'sites.nothing': {
    en: 'Say what is to change: open, opensAt or closesAt.',
    ja: 'open、opensAt、closesAt のいずれかを指定してください。',
  },
  'sites.openOrLater': {
    en: 'Open it now, or from a time on; not both.',
    ja: '「今すぐ受け付ける」と「開始日時」は同時に指定できません。',
  },
  'sites.backwards': {
    en: 'It would close before it opens.',
    ja: '終了日時は開始日時より後にしてください。',
  },
  'sites.url': {
    en: 'Give a whole address, beginning with https://.',
    ja: 'https:// から始まる URL を入力してください。',
  },
  'sites.noWebhook': {
    en: 'This site has no webhook.',
    ja: 'このサイトには Webhook が設定されていません。',
  },
  'sites.webhookRefused': {
    en: '{fault, select, scheme {A webhook needs an https:// address.} userinfo {The address may hold no name or password.} port {This port is not allowed for webhooks.} address {The address leads to a private or reserved network.} other {This is no address.}}',
    ja: '{fault, select, scheme {Webhook の URL は https:// で始めてください。} userinfo {URL にユーザー名やパスワードを含めることはできません。} port {このポートは Webhook に使えません。} address {プライベートまたは予約済みのネットワークには送れません。} other {URL が正しくありません。}}',
  },
});
