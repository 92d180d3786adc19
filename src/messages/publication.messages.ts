import { defineMessages } from './messages.js';

/** The thread as readers see it. */
export const publicationMessages = defineMessages({
  'thread.heading': {
    en: '{count, plural, =0 {No comments yet} one {# comment} other {# comments}}',
    ja: '{count, plural, =0 {コメントはまだありません} other {コメント # 件}}',
  },
  'thread.closed': { en: 'Comments are closed.', ja: 'コメントの受け付けは終了しました。' },
  'thread.says': { en: 'says:', ja: 'より:' },
  'thread.anonymous': { en: 'Anonymous', ja: '匿名' },
  'thread.reply': { en: 'Reply', ja: '返信' },
  'thread.replyTo': { en: 'Reply to {author}', ja: '{author} に返信' },
  'thread.date': { en: '{day} at {time} (UTC)', ja: '{day} {time} (UTC)' },
  'thread.awaiting': {
    en: 'Your comment is awaiting moderation.',
    ja: 'あなたのコメントは承認待ちです。',
  },
  'thread.awaitingPreview': {
    en: 'Your comment is awaiting moderation. This is a preview; your comment will be visible after it has been approved.',
    ja: 'あなたのコメントは承認待ちです。これはプレビューです。コメントは承認されると公開されます。',
  },
  'thread.pages': { en: 'Pages of comments', ja: 'コメントのページ' },
  'thread.next': { en: 'Next comments', ja: '次のコメント' },
  'thread.first': { en: 'First comments', ja: '最初のコメント' },
  'thread.article': { en: 'Read the article', ja: '記事を読む' },
  'missing.title': { en: 'Page not found', ja: 'ページが見つかりません' },
  'missing.text': {
    en: 'There is no page at this address. It may have been moved, or the link may be incomplete.',
    ja: 'このアドレスのページはありません。移動されたか、リンクが途中で切れている可能性があります。',
  },
  'away.title': { en: 'Please try again in a moment', ja: 'しばらくしてからもう一度お試しください' },
  'away.text': {
    en: 'The comments cannot be shown right now. Nothing is lost.',
    ja: '現在コメントを表示できません。コメントは失われていません。',
  },
  'failed.title': { en: 'Something went wrong', ja: '問題が発生しました' },
  'failed.text': {
    en: 'The page could not be shown because of a fault on our side. Please try again.',
    ja: 'サーバー側の問題により、ページを表示できませんでした。もう一度お試しください。',
  },
  'api.noThread': {
    en: 'This site has no thread of that name.',
    ja: 'この名前のスレッドは、このサイトにはありません。',
  },
  'api.badQuery': { en: 'The query is not valid', ja: 'クエリが正しくありません' },
  'api.limit': {
    en: 'must be a whole number from 1 to {max}',
    ja: '1 から {max} までの整数を指定してください',
  },
  'api.after': {
    en: 'must be the value of "next" from the page before',
    ja: '前のページの「next」の値を指定してください',
  },
  'example.title': { en: 'Example site', ja: 'サンプルサイト' },
  'example.lead': {
    en: 'A small news site to try the desk with. Open an article, post a reply, and see it wait for a moderator.',
    ja: 'デスクを試すための小さなニュースサイトです。記事を開いてコメントを投稿すると、承認待ちになる様子を確認できます。',
  },
  'example.articles': { en: 'Articles', ja: '記事' },
  'example.open': { en: 'Comments open', ja: 'コメント受付中' },
  'example.closed': { en: 'Comments closed', ja: 'コメント受付終了' },
  'example.moderate': { en: 'Moderate', ja: 'コメントを確認する' },
  'example.console': { en: 'Open the console', ja: 'コンソールを開く' },
  'example.admin': {
    en: 'The first admin is made with the one-time link that the desk prints when it starts, or with this command:',
    ja: '最初の管理者は、デスクの起動時に表示される一度きりのリンクか、次のコマンドで作成します。',
  },
  'example.back': { en: 'All articles', ja: '記事一覧' },
  'example.note': {
    en: 'This article is invented. It comes with Replydesk so that you can try it.',
    ja: 'この記事は架空のものです。動作を試すために Replydesk に付属しています。',
  },
});
