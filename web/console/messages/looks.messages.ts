import { defineMessages } from './messages.js';

/** The page of second looks. */
export const looksMessages = defineMessages({
  'page.looks': { en: 'Second look', ja: '再確認' },
  'looks.waiting': { en: '{count, number} to look at again', ja: '再確認 {count, number}件' },
  'looks.hint': {
    en: 'All of these are decided already. Say what you would do; only then you see what was done.',
    ja: 'いずれも判断済みのコメントです。ご自身の判断を選ぶと、そのあとで以前の判断が表示されます。',
  },
  'looks.none': { en: 'Nothing to look at again', ja: '再確認するものはありません' },
  'looks.noneHint': {
    en: 'A few of all decisions are drawn at random, a person’s and the machine’s. New ones come by and by.',
    ja: '人の判断と自動判定から、一部が無作為に選ばれます。しばらくすると追加されます。',
  },
  'looks.failed': { en: 'The second looks could not be loaded', ja: '再確認の対象を読み込めませんでした' },
  'looks.pass': { en: 'Not me', ja: '他の人に任せる' },
  'looks.comment': { en: 'The comment', ja: 'コメント' },
  'looks.above': { en: 'What it answers', ja: '返信先' },
  'looks.same': {
    en: 'Same as {by, select, machine {the machine} person {a colleague} other {colleagues before you}}: {before}.',
    ja: '{by, select, machine {自動判定} person {他の担当者} other {以前の担当者たち}}と同じ：{before}',
  },
  'looks.differs': {
    en: 'Unlike {by, select, machine {the machine} person {a colleague} other {colleagues before you}}: {before}.',
    ja: '{by, select, machine {自動判定} person {他の担当者} other {以前の担当者たち}}と異なる：{before}',
  },
  'looks.led.changed': { en: 'Now it is as you said.', ja: 'あなたの判断に変更しました。' },
  'looks.led.third': { en: 'A third person is asked.', ja: '三人目に確認を依頼します。' },
  'looks.led.none': { en: 'Nothing changes.', ja: '変更はありません。' },
  'looks.approved': { en: 'approved', ja: '承認' },
  'looks.rejected': { en: 'rejected, {reason}', ja: '却下（{reason}）' },
  'looks.passed': { en: 'Left to somebody else.', ja: '他の人に任せました。' },
  'looks.takenBack': { en: 'Your answer is taken back.', ja: '回答を取り消しました。' },
  'looks.notSaved': { en: 'Your answer was not saved', ja: '回答を保存できませんでした' },
  'looks.notTakenBack': { en: 'Your answer could not be taken back', ja: '回答を取り消せませんでした' },
});
