import { defineMessages } from './messages.js';

/** Care for those who read: folded texts, breaks. */
export const careMessages = defineMessages({
  'care.folded': { en: 'Hard to read: {says}', ja: '閲覧注意：{says}' },
  'care.show': { en: 'Show the text', ja: '本文を表示' },
  'care.fold': { en: 'Fold the text', ja: '本文を隠す' },
  'care.breakLong': {
    en: 'You have been deciding for an hour. A few minutes away help.',
    ja: '1時間続けて判断しています。数分の休憩をおすすめします。',
  },
  'care.breakSevere': {
    en: 'You have read ten hard texts within an hour. A few minutes away help.',
    ja: '1時間に閲覧注意の本文を10件読みました。数分の休憩をおすすめします。',
  },
  'care.dismiss': { en: 'Close this hint', ja: 'このお知らせを閉じる' },
  'care.breaks': { en: 'Suggest breaks', ja: '休憩をすすめる' },
  'care.breaksHint': {
    en: 'Counted in this browser only; nobody else sees it.',
    ja: 'このブラウザーだけで数え、他の人には見えません。',
  },
  'care.key': { en: 'Show or fold a hard text', ja: '閲覧注意の本文を表示・非表示' },
});
