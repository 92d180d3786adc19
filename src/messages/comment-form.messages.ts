import { defineMessages } from './messages.js';

/** The "Leave a Reply" form: WordPress's wording in both languages (6.8, Japanese of wordpress.org). */
export const commentFormMessages = defineMessages({
  'form.leaveReply': { en: 'Leave a Reply', ja: 'コメントを残す' },
  'form.leaveReplyTo': { en: 'Leave a Reply to {author}', ja: '返信先: {author}' },
  'form.cancelReply': { en: 'Cancel reply', ja: 'コメントをキャンセル' },
  'form.emailNotes': {
    en: 'Your email address will not be published.',
    ja: 'メールアドレスが公開されることはありません。',
  },
  'form.requiredNotes': {
    en: 'Required fields are marked {mark}',
    ja: '{mark} が付いている欄は必須項目です',
  },
  'form.comment': { en: 'Comment', ja: 'コメント' },
  'form.author': { en: 'Name', ja: '名前' },
  'form.email': { en: 'Email', ja: 'メールアドレス' },
  'form.url': { en: 'Website', ja: 'ウェブサイト' },
  'form.consent': {
    en: 'Save my name, email, and website in this browser for the next time I comment.',
    ja: '次回のコメントで使用するためブラウザーに自分の名前、メールアドレス、サイトを保存する。',
  },
  'form.submit': { en: 'Post Comment', ja: 'コメントを送信' },
  'form.anonymous': { en: 'Anonymous', ja: '匿名' },
});
