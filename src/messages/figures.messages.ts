import { defineMessages } from './messages.js';

/** What is wrong with a request for figures. */
export const figuresMessages = defineMessages({
  'figures.zone': {
    en: 'This is no time zone; an example is Asia/Tokyo.',
    ja: 'タイムゾーン名ではありません。Asia/Tokyo のように指定してください。',
  },
});
