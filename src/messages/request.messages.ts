import { defineMessages } from './messages.js';

/** What is wrong with one field of a request. */
export const requestMessages = defineMessages({
  'request.notJson': {
    en: 'Send a JSON object with content type application/json.',
    ja: 'JSON オブジェクトを Content-Type: application/json で送信してください。',
  },
  'request.missing': { en: 'This is missing.', ja: '指定されていません。' },
  'request.unknown': { en: 'There is no such field here.', ja: 'この項目は使えません。' },
  'request.tooLong': {
    en: 'At most {limit, plural, one {# character is} other {# characters are}} possible.',
    ja: '{limit} 文字以内にしてください。',
  },
  'request.tooShort': {
    en: 'At least {limit, plural, one {# character is} other {# characters are}} needed.',
    ja: '{limit} 文字以上にしてください。',
  },
  'request.notOneOf': {
    en: 'Possible values: {allowed}.',
    ja: '使える値は次のとおりです: {allowed}。',
  },
  'request.tooSmall': { en: 'The least is {limit}.', ja: '{limit} 以上にしてください。' },
  'request.tooBig': { en: 'The most is {limit}.', ja: '{limit} 以下にしてください。' },
  'request.wrongType': { en: 'This value cannot be used here.', ja: 'この値は使えません。' },
});
