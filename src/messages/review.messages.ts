import { defineMessages } from './messages.js';

/** The review API's own problems, and the page shown where the console is not built. */
export const reviewMessages = defineMessages({
  'review.conflict.person': {
    en: '{name} was faster: {act, select, approve {approved} reject {rejected} other {took back the last decision}}.',
    ja: '{name} さんが先に{act, select, approve {承認しました} reject {却下しました} other {直前の判断を取り消しました}}。',
  },
  'review.conflict.machine': {
    en: 'It has been screened again in the meantime.',
    ja: 'その間に、もう一度自動チェックが行われました。',
  },
  'review.conflict.state': {
    en: 'This cannot be done now: the comment {state, select, received {has not been screened yet} held {is waiting for a decision} approved {is already approved} rejected {is already rejected} other {was withdrawn by its author}}.',
    ja: '{state, select, received {このコメントはまだ自動チェックが終わっていません} held {このコメントは判断を待っています} approved {このコメントはすでに承認されています} rejected {このコメントはすでに却下されています} other {このコメントは投稿者によって取り下げられました}}。そのため、この操作はできません。',
  },
  'review.conflict.nothingToUndo': {
    en: 'There is no decision of a person to take back.',
    ja: '取り消せるモデレーターの判断がありません。',
  },
  'review.time': {
    en: 'This is no time. Write it with its zone, such as 2026-11-23T00:00:00Z.',
    ja: '時刻として読めません。2026-11-23T00:00:00Z のように時差を付けて書いてください。',
  },
  'review.cursor': {
    en: 'This is not the end of a page. Leave it out to start from the beginning.',
    ja: 'ページの続きを示す値ではありません。指定を外すと最初から表示します。',
  },
  'review.twice': {
    en: 'A submission is named twice.',
    ja: '同じ投稿が 2 回指定されています。',
  },
  'review.noTranslation': {
    en: 'There is no translation: no service is set up, or it did not answer.',
    ja: '翻訳できませんでした。翻訳サービスが設定されていないか、応答がありません。',
  },
  'review.empty': { en: 'Please write something.', ja: '入力してください。' },
  'review.note.notOwn': {
    en: 'Only its writer can withdraw a note.',
    ja: 'メモを取り下げられるのは、書いた本人だけです。',
  },
  'review.measure.nobody': {
    en: 'The author gave neither name nor e-mail, so nothing tells this author from others.',
    ja: '投稿者の名前もメールアドレスもないため、ほかの投稿者と区別できません。',
  },
  'review.measure.inForce': {
    en: 'This is in force for the author already.',
    ja: 'この投稿者には、すでに同じ措置がとられています。',
  },
  'review.measure.lead': {
    en: 'Suspending and banning an author needs the role lead.',
    ja: '投稿者の一時停止と投稿禁止には、lead の権限が必要です。',
  },
  'review.sample.overtaken': {
    en: 'Somebody else was faster with this comment. Nothing of your answer was kept.',
    ja: 'このコメントは他の人が先に処理しました。回答は記録されていません。',
  },
  'review.note': { en: 'At most 2,000 characters.', ja: '2,000 文字以内にしてください。' },
  'console.notBuilt.title': {
    en: 'The console is not built yet',
    ja: 'コンソールがまだビルドされていません',
  },
  'console.notBuilt.text': {
    en: 'Run “npm run build” in the directory of Replydesk, then reload this page.',
    ja: 'Replydesk のディレクトリで「npm run build」を実行してから、このページを再読み込みしてください。',
  },
});
