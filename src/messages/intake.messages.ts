import { defineMessages } from './messages.js';

/**
 * What the form door says when it does not take a submission. `intake.<reason>` are WordPress's own sentences (6.8)
 * where it has one; `intake.advice.<reason>` say what to do; `intake.field.<…>` stand beside a field.
 */
export const intakeMessages = defineMessages({
  'intake.title': { en: 'Comment Submission Failure', ja: 'コメントを送信できませんでした' },
  'intake.error': { en: 'Error:', ja: 'エラー:' },
  'intake.back': { en: '« Back', ja: '« 戻る' },
  'intake.yourText': { en: 'Your text', ja: 'お書きになった文章' },

  'intake.parent': {
    en: 'Sorry, replies to unapproved comments are not allowed.',
    ja: '申し訳ありませんが、承認されていないコメントには返信できません。',
  },
  'intake.not-found': {
    en: 'Sorry, there is no page here that takes comments.',
    ja: '申し訳ありませんが、コメント先のページが見つかりませんでした。',
  },
  'intake.closed': {
    en: 'Sorry, comments are closed for this item.',
    ja: 'この投稿へのコメントは受け付けていません。',
  },
  'intake.required': { en: 'Please fill the required fields.', ja: '必須項目を入力してください。' },
  'intake.email': {
    en: 'Please enter a valid email address.',
    ja: '有効なメールアドレスを入力してください。',
  },
  'intake.empty': { en: 'Please type your comment text.', ja: 'コメント本文を入力してください。' },
  'intake.author-too-long': { en: 'Your name is too long.', ja: '名前が長すぎます。' },
  'intake.email-too-long': { en: 'Your email address is too long.', ja: 'メールアドレスが長すぎます。' },
  'intake.url-too-long': { en: 'Your URL is too long.', ja: 'ウェブサイトの URL が長すぎます。' },
  'intake.comment-too-long': { en: 'Your comment is too long.', ja: 'コメントが長すぎます。' },
  'intake.duplicate': {
    en: 'Duplicate comment detected; it looks as though you’ve already said that!',
    ja: '重複しているコメントが見つかりました。同じコメントをすでに投稿しているようです。',
  },
  'intake.flood': {
    en: 'You are posting comments too quickly. Slow down.',
    ja: 'コメントを急いで投稿し過ぎているようです。もう少しゆっくりお願いします。',
  },
  'intake.busy': {
    en: 'The comment could not be saved. Please try again later.',
    ja: 'コメントを保存できませんでした。時間をおいてもう一度お試しください。',
  },
  'intake.failed': {
    en: 'The comment could not be saved. Please try again later.',
    ja: 'コメントを保存できませんでした。時間をおいてもう一度お試しください。',
  },
  'intake.too-large': { en: 'Your comment is too long.', ja: 'コメントが長すぎます。' },
  'intake.unreadable': {
    en: 'The form could not be read.',
    ja: 'フォームの内容を読み取れませんでした。',
  },

  'intake.advice.parent': {
    en: 'The comment you are replying to is not public here. If you press the button below, your text is posted as a comment of its own.',
    ja: '返信先のコメントは公開されていません。下のボタンを押すと、返信ではなく新しいコメントとして送信されます。',
  },
  'intake.advice.not-found': {
    en: 'The page may have moved or been taken down. Nothing was posted; you can copy your text from here.',
    ja: 'ページが移動または削除された可能性があります。コメントは送信されていません。必要な場合は、ここから文章をコピーしてください。',
  },
  'intake.advice.closed': {
    en: 'Nothing was posted; you can copy your text from here.',
    ja: 'コメントは送信されていません。必要な場合は、ここから文章をコピーしてください。',
  },
  'intake.advice.mend': {
    en: 'Nothing was posted yet. Your text is kept below: correct the marked field and press the button again.',
    ja: 'コメントはまだ送信されていません。入力内容は下に残っています。印の付いた欄を直して、もう一度ボタンを押してください。',
  },
  'intake.advice.duplicate': {
    en: 'The first one has arrived, even if it is not on the page yet. To say something else, change the text below and press the button again.',
    ja: '最初のコメントは届いています（まだページに表示されていない場合もあります）。別の内容を送るときは、下の文章を書き換えてからもう一度ボタンを押してください。',
  },
  'intake.advice.flood': {
    en: 'Nothing was posted yet. Please wait {seconds, plural, one {# second} other {# seconds}}, then press the button again; your text is kept below.',
    ja: 'コメントはまだ送信されていません。{seconds} 秒ほど待ってから、もう一度ボタンを押してください。入力内容は下に残っています。',
  },
  'intake.advice.again': {
    en: 'Your text is kept below. Please wait a moment and press the button again; it will not be posted twice.',
    ja: '入力内容は下に残っています。少し待ってから、もう一度ボタンを押してください。二重に投稿されることはありません。',
  },
  'intake.advice.too-large': {
    en: 'Nothing was posted. Please go back with your browser, where your text still is, and shorten it.',
    ja: 'コメントは送信されていません。ブラウザーの「戻る」で入力画面に戻り、文章を短くしてから送信してください。',
  },
  'intake.advice.unreadable': {
    en: 'Nothing was posted. Please go back with your browser, where your text still is, and try again, with another browser or without extensions if need be.',
    ja: 'コメントは送信されていません。ブラウザーの「戻る」で入力画面に戻り、もう一度お試しください。うまくいかない場合は、拡張機能を止めるか、別のブラウザーをお使いください。',
  },

  'intake.field.author': { en: 'Please enter your name.', ja: '名前を入力してください。' },
  'intake.field.email': {
    en: 'Please enter your email address.',
    ja: 'メールアドレスを入力してください。',
  },
  'intake.field.malformed': {
    en: 'Please enter a complete address such as name@example.com.',
    ja: 'name@example.com のような形式で、半角文字で入力してください。',
  },
  'intake.field.comment': { en: 'Please type your comment.', ja: 'コメントを入力してください。' },
  'intake.field.too-long': {
    en: 'Please shorten this to at most {limit, number} characters.',
    ja: '{limit, number} 文字以内にしてください。',
  },
});
