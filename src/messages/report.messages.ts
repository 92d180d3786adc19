import { defineMessages } from './messages.js';

/** Reporting a published comment. */
export const reportMessages = defineMessages({
  'report.link': { en: 'Report', ja: '報告' },
  'report.linkTo': { en: 'Report the comment by {author}', ja: '{author} のコメントを報告' },
  'report.title': { en: 'Report a comment', ja: 'コメントを報告' },
  'report.lead': {
    en: 'A person looks at every report. Until then the comment stays as it is. Its author is not told who reported it.',
    ja: 'すべての報告は担当者が確認します。確認が終わるまで、コメントはそのまま表示されます。報告した人が投稿者に知らされることはありません。',
  },
  'report.comment': { en: 'The comment', ja: '対象のコメント' },
  'report.below': { en: 'below', ja: '記事：' },
  'report.anonymous': { en: 'Anonymous', ja: '匿名' },
  'report.kinds': { en: 'What is wrong with it?', ja: 'どのような問題がありますか？' },
  'report.kind.insult': { en: 'It insults or threatens somebody', ja: '誰かを侮辱または脅迫している' },
  'report.kind.hate': {
    en: 'It is hate against a group of people',
    ja: '特定の集団への差別や憎悪をあおっている',
  },
  'report.kind.spam': { en: 'It is spam or advertising', ja: '迷惑投稿・宣伝である' },
  'report.kind.private-data': {
    en: 'It shows private data of a person',
    ja: '個人情報をさらしている',
  },
  'report.kind.illegal': { en: 'It is against the law', ja: '法律に違反している' },
  'report.kind.other': { en: 'Something else', ja: 'その他' },
  'report.kindMissing': {
    en: 'Please choose what is wrong with the comment.',
    ja: 'どのような問題があるかを選んでください。',
  },
  'report.note': { en: 'What else should we know? (optional)', ja: '補足があればお書きください（任意）' },
  'report.noteHint': {
    en: 'At most {limit} characters. Only the people who look at reports read it.',
    ja: '{limit} 文字まで。報告を確認する担当者だけが読みます。',
  },
  'report.noteLong': {
    en: 'This note is too long: at most 500 characters.',
    ja: '補足が長すぎます。500 文字以内にしてください。',
  },
  'report.send': { en: 'Send report', ja: '報告を送信' },
  'report.back': { en: 'Back to the comment', ja: 'コメントに戻る' },
  'report.flood': {
    en: 'You have sent {limit} reports within an hour. Please go on later; the comment is not forgotten meanwhile.',
    ja: '1 時間に {limit} 件の報告を送信しました。しばらくしてから続けてください。',
  },
  'report.sentTitle': { en: 'Thank you for your report', ja: 'ご報告ありがとうございます' },
  'report.sentText': {
    en: 'It has come in. A person will look at the comment and decide.',
    ja: '報告を受け付けました。担当者がコメントを確認し、対応を決めます。',
  },
  'report.unknown': {
    en: 'There is no public comment of this number.',
    ja: 'この番号の公開中のコメントはありません。',
  },
});
