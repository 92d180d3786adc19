import { defineMessages } from './messages.js';

/** What the JSON door says to the developer of a client and, through it, to a reader. */
export const jsonDoorMessages = defineMessages({
  'json-door.not-json': {
    en: 'Send the comment as application/json.',
    ja: 'コメントは application/json で送信してください。',
  },
  'json-door.no-thread': {
    en: 'There is no such page to comment on. Check the site and the thread in the address.',
    ja: 'コメント先のページが見つかりません。アドレスのサイトとスレッドをご確認ください。',
  },
  'json-door.closed': {
    en: 'Comments are closed on this page.',
    ja: 'このページのコメント受付は終了しました。',
  },
  'json-door.parent': {
    en: 'The comment you reply to is not (or no longer) published on this page.',
    ja: '返信先のコメントは、このページでは公開されていません。',
  },
  'json-door.invalid': {
    en: 'Some fields need a correction; see "errors".',
    ja: '修正が必要な項目があります。「errors」をご覧ください。',
  },
  'json-door.unknown-field': {
    en: 'This field is not known here. Known are author, email, url, comment and parent.',
    ja: 'この項目は受け付けていません。使える項目は author、email、url、comment、parent です。',
  },
  'json-door.not-an-object': {
    en: 'The body must be a JSON object.',
    ja: '本文は JSON オブジェクトでなければなりません。',
  },
  'json-door.not-text': { en: 'This must be text.', ja: '文字列を指定してください。' },
  'json-door.not-a-number': {
    en: 'This must be the number of a comment, or 0 for none.',
    ja: 'コメントの番号を指定してください。返信でない場合は 0 です。',
  },
  'json-door.required': { en: 'Please fill in this field.', ja: 'この項目は必ず入力してください。' },
  'json-door.email': {
    en: 'Please enter a valid e-mail address.',
    ja: '正しいメールアドレスを入力してください。',
  },
  'json-door.empty': { en: 'Please type your comment.', ja: 'コメントを入力してください。' },
  'json-door.too-long': {
    en: 'This may have at most {limit, number} characters.',
    ja: '{limit, number} 文字以内で入力してください。',
  },
  'json-door.key-form': {
    en: 'Idempotency-Key must be 1 to 255 visible ASCII characters, for example a UUID.',
    ja: 'Idempotency-Key は 1〜255 文字の ASCII 印字可能文字（空白を除く）で指定してください。UUID をお勧めします。',
  },
  'json-door.key-reused': {
    en: 'This Idempotency-Key came with another comment before. Use a new key for each comment.',
    ja: 'この Idempotency-Key は別のコメントで使用済みです。コメントごとに新しいキーを指定してください。',
  },
  'json-door.duplicate': {
    en: 'This comment is already here; it looks as though you have said that before.',
    ja: '同じコメントがすでに送信されています。',
  },
  'json-door.flood': {
    en: '{seconds, plural, one {You are commenting too quickly. Please wait # second.} other {You are commenting too quickly. Please wait # seconds.}}',
    ja: '投稿の間隔が短すぎます。{seconds, number} 秒後にもう一度お試しください。',
  },
  'json-door.busy': {
    en: 'The comment could not be stored at the moment. Please try again shortly; with the same Idempotency-Key it is stored only once.',
    ja: '現在コメントを保存できません。しばらくしてからもう一度お試しください。同じ Idempotency-Key で再送すれば、二重に保存されることはありません。',
  },
});
