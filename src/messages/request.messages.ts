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
  'request.encoded': {
    en: 'Send the body as it is, without Content-Encoding.',
    ja: '本文は圧縮せず、Content-Encoding を付けずに送信してください。',
  },
  'request.tooManyHeaders': {
    en: 'At most {limit, number} header lines are read.',
    ja: 'ヘッダーは {limit, number} 行までにしてください。',
  },
  'request.json.not-utf8': {
    en: 'The body is not valid UTF-8.',
    ja: '本文が正しい UTF-8 ではありません。',
  },
  'request.json.not-json': { en: 'The body is not valid JSON.', ja: '本文が正しい JSON ではありません。' },
  'request.json.too-deep': {
    en: 'The JSON is nested more than {depth, number} levels deep.',
    ja: 'JSON の入れ子は {depth, number} 段までにしてください。',
  },
  'request.json.too-many': {
    en: 'The JSON has more than {members, number} members.',
    ja: 'JSON の項目は全部で {members, number} 個までにしてください。',
  },
  'request.json.repeated': {
    en: 'The JSON names the same member twice in one object.',
    ja: 'JSON の同じオブジェクトに同じ名前の項目が二つあります。',
  },
  'request.json.prototype': {
    en: 'The JSON has a member with a name that cannot be used.',
    ja: 'JSON に使えない名前の項目があります。',
  },
  'request.wrongType': { en: 'This value cannot be used here.', ja: 'この値は使えません。' },
});
