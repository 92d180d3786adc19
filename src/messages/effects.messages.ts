import { defineMessages } from './messages.js';

/** Webhooks and dead letters, on the command line and in the API. */
export const effectsMessages = defineMessages({
  'effects.cursor': {
    en: 'This is not the end of a page. Leave it out to start from the beginning.',
    ja: 'ページの続きを示す値ではありません。指定を外すと最初から表示します。',
  },

  'cli.help.site.webhookUrl': {
    en: 'address that is told of every settled submission; "" for none',
    ja: '投稿の判定結果を知らせる URL（通知しない場合は ""）',
  },
  'cli.help.site.rotateWebhookSecret': {
    en: 'make a new secret for the webhook of a site and print it once',
    ja: 'サイトの Webhook に新しい署名キーを発行し、一度だけ表示します',
  },
  'cli.help.site.overlapHours': {
    en: 'hours in which the old secret signs too; 0 ends it at once (default: 24)',
    ja: '古い署名キーでも署名を続ける時間（0 = すぐに終了、省略時は 24 時間）',
  },
  'cli.help.effect': {
    en: 'what is done outside: webhooks and dead letters',
    ja: 'Webhook などの外部への通知と、届かなかった通知を管理します',
  },
  'cli.help.effect.list': {
    en: 'list the newest; without --state those that were given up',
    ja: '通知を新しい順に表示します（--state を省くと、送信をあきらめたものだけ）',
  },
  'cli.help.effect.state': {
    en: 'pending, done, dead (given up), or cancelled (taken back in time)',
    ja: '状態: pending（送信待ち）、done（完了）、dead（送信をあきらめたもの）、cancelled（送信前に取り消されたもの）',
  },
  'cli.help.effect.limit': { en: 'at most so many, 1 to 100', ja: '表示する件数（1〜100）' },
  'cli.help.effect.replay': {
    en: 'try again at once, under the same id',
    ja: '同じ ID のまま、すぐに再送します',
  },
  'cli.help.effect.id': { en: 'id of the effect', ja: '通知の ID' },
  'cli.help.effect.allDead': {
    en: 'all that were given up, of every site or of --site',
    ja: '送信をあきらめた通知をすべて再送します（--site でサイトを絞れます）',
  },

  'cli.webhookSecret': {
    en: 'What the webhook is told is signed with this secret. It is shown only now:\n{secret}',
    ja: 'Webhook の署名キーです。表示されるのは今回だけですので、控えておいてください:\n{secret}',
  },
  'cli.webhookRotated': {
    en: 'The old secret signs too until {until}. The new one is shown only now:\n{secret}',
    ja: '古い署名キーも {until} まで有効です。新しい署名キーが表示されるのは今回だけですので、控えておいてください:\n{secret}',
  },
  'cli.webhookNone': {
    en: 'The site "{key}" has no webhook. Give it one: replydesk site put --key {key} --webhook-url URL',
    ja: 'サイト「{key}」には Webhook がありません。設定するには replydesk site put --key {key} --webhook-url URL を実行してください。',
  },
  'cli.webhookRefused': {
    en: '{fault, select, scheme {A webhook needs an https:// address; EFFECTS_ALLOW_HTTP=true lets http:// in.} userinfo {The address of a webhook may hold no name or password.} port {The port of the webhook is not in EFFECTS_PORTS.} address {The webhook leads to a private or reserved network address; EFFECTS_ALLOW_PRIVATE=true lets private ones in.} other {The address of the webhook is none.}}',
    ja: '{fault, select, scheme {Webhook の URL は https:// で始めてください。http:// を使うには EFFECTS_ALLOW_HTTP=true を設定してください。} userinfo {Webhook の URL にユーザー名やパスワードを含めることはできません。} port {Webhook のポートが EFFECTS_PORTS に含まれていません。} address {Webhook の宛先がプライベートまたは予約済みの IP アドレスです。プライベートネットワークに送るには EFFECTS_ALLOW_PRIVATE=true を設定してください。} other {Webhook の URL が正しくありません。}}',
  },
  'cli.effectHeading': {
    en: 'ID|SITE|SUBMISSION|STATE|TRIES|LAST TRY|NEXT TRY|LAST ERROR',
    ja: 'ID|サイト|投稿|状態|試行回数|前回の試行|次回の試行|直前のエラー',
  },
  'cli.effectsReplayed': {
    en: '{count, plural, =0 {There is nothing to try again.} one {# effect is tried again.} other {# effects are tried again.}}',
    ja: '{count, plural, =0 {再送する通知はありません。} other {# 件の通知を再送します。}}',
  },
  'cli.effectUnknown': {
    en: 'There is no effect {id}.',
    ja: 'ID {id} の通知はありません。',
  },
  'cli.effectBusy': {
    en: 'The effect {id} is just being tried, or was taken back.',
    ja: 'ID {id} の通知は、現在送信中か、送信前に取り消されています。',
  },
  'cli.effectWhich': {
    en: 'Name either an id or --all-dead (with --site if it is for one site).',
    ja: '通知の ID か --all-dead のどちらか一方を指定してください（--site は --all-dead と併用します）。',
  },

  'cli.bad.webhookUrl': {
    en: '{option} is an address such as https://news.example.com/hooks/replydesk, or empty.',
    ja: '{option} には https://news.example.com/hooks/replydesk のような URL か、空文字を指定してください。',
  },
  'cli.bad.overlapHours': {
    en: '{option} is a whole number from 0 to 720.',
    ja: '{option} は 0〜720 の整数で指定してください。',
  },
  'cli.bad.state': {
    en: '{option} is pending, done or dead.',
    ja: '{option} は pending、done、dead のいずれかを指定してください。',
  },
  'cli.bad.limit': {
    en: '{option} is a whole number, at most as large as --help says.',
    ja: '{option} は、--help に示す範囲の整数で指定してください。',
  },
});
