import { defineMessages } from './messages.js';

/** Faults of a policy document, and what to write instead. `policy.hint.<field>` describes a field. */
export const policyMessages = defineMessages({
  'policy.syntax': {
    en: 'This is not valid YAML or JSON: {reason}',
    ja: 'YAML または JSON として読み取れません: {reason}',
  },
  'policy.empty': { en: 'The document is empty', ja: '文書が空です' },
  'policy.tooLong': { en: 'The document is too long', ja: '文書が長すぎます' },
  'policy.aliases': {
    en: 'The document repeats itself by aliases too often',
    ja: 'エイリアスによる繰り返しが多すぎます',
  },
  'policy.notAMap': {
    en: 'The document is not a list of fields with values',
    ja: '文書が「項目: 値」の形になっていません',
  },
  'policy.unknownField': { en: 'There is no field "{name}"', ja: '「{name}」という項目はありません' },
  'policy.tooSmall': {
    en: '{found} is too small; the least is {limit}',
    ja: '{found} は小さすぎます。最小値は {limit} です',
  },
  'policy.tooBig': {
    en: '{found} is too large; the most is {limit}',
    ja: '{found} は大きすぎます。最大値は {limit} です',
  },
  'policy.tooMany': {
    en: 'The list has more than {limit} entries',
    ja: 'リストの項目が {limit} 件を超えています',
  },
  'policy.blankWord': { en: 'A word is empty', ja: '空の語があります' },
  'policy.longWord': {
    en: 'A word is longer than {limit} characters',
    ja: '{limit} 文字を超える語があります',
  },
  'policy.notOneOf': { en: '{found} is none of: {allowed}', ja: '{found} は使えません。使える値: {allowed}' },
  'policy.notWhole': { en: '{found} is not a whole number', ja: '{found} は整数ではありません' },
  'policy.notNumber': { en: '{found} is not a number', ja: '{found} は数値ではありません' },
  'policy.notBoolean': {
    en: '{found} is neither true nor false',
    ja: '{found} は true でも false でもありません',
  },
  'policy.notList': { en: '{found} is not a list', ja: '{found} はリストではありません' },
  'policy.notText': { en: '{found} is not text', ja: '{found} は文字列ではありません' },
  'policy.notMap': { en: '{found} is not a group of fields', ja: '{found} は項目のまとまりではありません' },
  'policy.invalid': { en: '{found} cannot be used here', ja: '{found} はここでは使えません' },

  'policy.hint.syntax': {
    en: 'Write one field a line, such as "max_links: 2"; lists go below their field, each entry after "- ". Put text with special characters in quotation marks.',
    ja: '1 行に 1 項目ずつ、「max_links: 2」のように書いてください。リストは項目の下に、1 件ずつ「- 」を付けて書きます。特殊な文字を含む語は引用符で囲んでください。',
  },
  'policy.hint.write': {
    en: 'Start from the policy in force: replydesk policy get --site KEY > policy.yaml',
    ja: '現在のポリシーをもとに編集してください: replydesk policy get --site KEY > policy.yaml',
  },
  'policy.hint.shorter': { en: 'Remove entries from the word lists.', ja: '語のリストを減らしてください。' },
  'policy.hint.fields': { en: 'The fields are: {fields}.', ja: '使える項目: {fields}。' },
  'policy.hint.didYouMean': { en: 'Did you mean "{field}"?', ja: '「{field}」のことでしょうか。' },
  'policy.hint.mode': {
    en: '"moderate" holds everything; "policy" lets the rules decide.',
    ja: '「moderate」はすべてを保留し、「policy」はルールで判定します。',
  },
  'policy.hint.first_held': {
    en: 'How many comments of an author must have been approved before the machine may approve one; 0 = none.',
    ja: '投稿者のコメントが何件承認されたら、自動承認の対象になるかを整数で書いてください(0 = 制限なし)。',
  },
  'policy.hint.previously_approved': {
    en: 'true: only authors with an approved comment may be approved by the machine.',
    ja: 'true にすると、承認済みのコメントがある投稿者だけが自動承認の対象になります。',
  },
  'policy.hint.max_links': {
    en: 'So many links or more are held, a whole number; 0 = no limit.',
    ja: 'この数以上のリンクがあると保留します。整数で書いてください(0 = 制限なし)。',
  },
  'policy.hint.moderation_words': {
    en: 'A list of words that hold a comment; one entry a line after "- ".',
    ja: '保留にする語のリストです。1 行に 1 件、「- 」を付けて書いてください。',
  },
  'policy.hint.disallowed_words': {
    en: 'A list of words that reject a comment; one entry a line after "- ".',
    ja: '却下する語のリストです。1 行に 1 件、「- 」を付けて書いてください。',
  },
  'policy.hint.repeated_text': {
    en: 'How many other submissions with the same text hold this one; 0 = off.',
    ja: '同じ本文の投稿がほかに何件あれば保留するかを整数で書いてください(0 = 無効)。',
  },
  'policy.hint.rejections': {
    en: 'Two fields: count (rejections that hold the author) and days (within so many days).',
    ja: 'count(何件の却下で保留するか)と days(何日以内か)の 2 項目です。',
  },
  'policy.hint.rejections.count': {
    en: 'How many rejections hold the next comment of an author; 0 = off.',
    ja: '何件却下されたら次の投稿を保留するかを整数で書いてください(0 = 無効)。',
  },
  'policy.hint.rejections.days': {
    en: 'Within so many days, a whole number from 1.',
    ja: '何日以内の却下を数えるかを、1 以上の整数で書いてください。',
  },
  'policy.hint.network_budget': {
    en: 'Two fields: submissions (more are held) and minutes (within so many minutes).',
    ja: 'submissions(これを超えると保留)と minutes(何分以内か)の 2 項目です。',
  },
  'policy.hint.network_budget.submissions': {
    en: 'More submissions from one network (/24 or /48) are held; 0 = off.',
    ja: '同じネットワーク(/24 または /48)からこの数を超えた投稿を保留します。整数で書いてください(0 = 無効)。',
  },
  'policy.hint.network_budget.minutes': {
    en: 'Within so many minutes, a whole number from 1 to 1440.',
    ja: '何分以内の投稿を数えるかを、1 から 1440 の整数で書いてください。',
  },
});
