import { defineMessages } from './messages.js';

/** Why one decision for many submissions was not made or changed. */
export const bulkMessages = defineMessages({
  'bulk.oneOf': {
    en: 'Give either items or filter.',
    ja: 'items か filter のどちらか一方を指定してください。',
  },
  'bulk.expected': {
    en: 'This must be the number of items.',
    ja: 'items の件数と同じ数を指定してください。',
  },
  'bulk.typed': {
    en: 'Above 100 the number must be repeated here.',
    ja: '100 件を超える場合は、ここにも同じ件数を入力してください。',
  },
  'bulk.noWay': {
    en: 'This decision leads nowhere from this queue.',
    ja: 'この一覧のコメントには、この判断はできません。',
  },
  'bulk.nothing': {
    en: 'Nothing is selected any more: all of it was decided in the meantime.',
    ja: '選択したコメントは、すべてその間に処理されました。',
  },
  'bulk.busy': {
    en: 'You have {most} bulk decisions that are not finished. Wait for one of them, or cancel one.',
    ja: '終わっていない一括判断が {most} 件あります。どれかが終わるのを待つか、中止してください。',
  },
  'bulk.more': {
    en: 'There are {count, number} by now, more than you saw. Look at the list again.',
    ja: '現在は {count, number} 件あり、表示されていた数より増えています。一覧を確認してください。',
  },
  'bulk.tooMany': {
    en: 'There are more than {count, number}. Narrow the list first.',
    ja: '{count, number} 件を超えています。先に一覧を絞り込んでください。',
  },
  'bulk.refused.unknown': { en: 'There is no such bulk decision.', ja: 'この一括判断はありません。' },
  'bulk.refused.foreign': {
    en: 'Only the person who made it, or a lead, can do this.',
    ja: 'これができるのは、一括判断を行った本人か lead の権限を持つ人だけです。',
  },
  'bulk.refused.own': {
    en: 'A second person must approve it.',
    ja: '本人以外の人による承認が必要です。',
  },
  'bulk.refused.not-waiting': {
    en: 'It does not wait for a second person any more.',
    ja: 'この一括判断は、もう承認待ちではありません。',
  },
  'bulk.refused.ended': { en: 'It has already ended.', ja: 'この一括判断はすでに終わっています。' },
  'bulk.refused.open': {
    en: 'It has not ended yet. Cancel it first.',
    ja: 'まだ処理中です。先に中止してください。',
  },
  'bulk.refused.too-late': {
    en: 'It can be taken back for 24 hours only.',
    ja: '取り消せるのは終了から 24 時間以内です。',
  },
  'bulk.refused.nothing-to-undo': {
    en: 'There is nothing of it left to take back.',
    ja: '取り消せるものは残っていません。',
  },
});
