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

  'policy.fault.no-condition': {
    en: '{found} is no condition',
    ja: '{found} は条件として読み取れません',
  },
  'policy.fault.no-domain': {
    en: '"{found}" is not a domain',
    ja: '「{found}」はドメイン名ではありません',
  },
  'policy.fault.no-name': {
    en: '{found} is no name: small letters, digits and hyphens, a letter first, at most 60; names of lists and patterns are asked for with @ before them',
    ja: '{found} は名前として使えません。英小文字で始まる、英小文字・数字・ハイフンの 60 文字以内で書いてください。条件でリストやパターンを指すときは先頭に @ を付けます',
  },
  'policy.fault.no-operator': {
    en: 'The condition names a fact but asks nothing of it',
    ja: '条件に、比較の方法が書かれていません',
  },
  'policy.fault.wrong-type': {
    en: 'This fact cannot be compared with {found} in this way',
    ja: 'この項目を {found} とこの方法で比べることはできません',
  },
  'policy.fault.no-effect': {
    en: 'The rule does nothing: it has neither action nor weight',
    ja: 'action も weight もないため、このルールには効果がありません',
  },
  'policy.fault.too-deep': {
    en: 'Conditions are nested deeper than 8',
    ja: '条件の入れ子が 8 段を超えています',
  },
  'policy.fault.too-many': {
    en: 'The rule has more than 200 conditions',
    ja: 'ルールの条件が 200 個を超えています',
  },
  'policy.fault.too-many-conditions': {
    en: 'All rules together have {found} conditions; the most is 1000',
    ja: 'ルール全体で条件が {found} 個あります。最大は 1000 個です',
  },
  'policy.fault.too-many-patterns': {
    en: 'There are more than 500 patterns',
    ja: 'パターンが 500 件を超えています',
  },
  'policy.fault.double-id': {
    en: 'Another rule has the id {found} already',
    ja: 'id が {found} のルールがすでにあります',
  },
  'policy.fault.unknown-list': {
    en: 'There is no list {found} in this document',
    ja: '{found} というリストはこの文書にありません',
  },
  'policy.fault.unknown-pattern': {
    en: 'There is no pattern {found} in this document',
    ja: '{found} というパターンはこの文書にありません',
  },
  'policy.fault.unknown-group': {
    en: 'There is no group {found} in this document',
    ja: '{found} というグループはこの文書にありません',
  },
  'policy.fault.pattern-invalid': {
    en: '{found} is no regular expression',
    ja: '{found} は正規表現として正しくありません',
  },
  'policy.fault.pattern-unsupported': {
    en: '{found} looks around or refers back, which cannot be done in bounded time',
    ja: '{found} には先読み・後読み・後方参照があり、処理時間を保証できないため使えません',
  },
  'policy.fault.pattern-large': {
    en: '{found} repeats too much',
    ja: '{found} は繰り返しが多すぎます',
  },

  'policy.hint.when': {
    en: 'A condition has one of these fields: all or any (a list of conditions), not (a condition), count (with of and gte), contains ("@list"), matches ("@pattern"), or signal with a comparison such as gte: 2.',
    ja: '条件には次のいずれかを書きます: all・any(条件のリスト)、not(条件)、count(of と gte)、contains("@リスト名")、matches("@パターン名")、または signal と比較(例 gte: 2)。',
  },
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
  'policy.hint.odd_shape': {
    en: 'Whether texts that are other than they look are held: true or false.',
    ja: '見た目を偽る文字を含む本文を保留するかどうかを true か false で書いてください。',
  },
  'policy.hint.rates': {
    en: 'One field: minutes (rules that ask for what came lately count so many).',
    ja: 'minutes(最近の投稿を数えるルールが何分以内を数えるか)の 1 項目です。',
  },
  'policy.hint.rates.minutes': {
    en: 'Within so many minutes, a whole number from 1 to 1440.',
    ja: '何分以内の投稿を数えるかを、1 から 1440 の整数で書いてください。',
  },
  'policy.hint.trusted_domains': {
    en: 'A list of domains that readers trust, such as example.org; one entry a line after "- ".',
    ja: '読者が信頼するドメイン名(example.org など)のリストです。1 行に 1 件、「- 」を付けて書いてください。',
  },
  'policy.hint.disposable_mail': {
    en: 'A list of domains of disposable e-mail addresses beside the known ones; one entry a line after "- ".',
    ja: '既知のもの以外の、使い捨てメールアドレスのドメイン名のリストです。1 行に 1 件、「- 」を付けて書いてください。',
  },
  'policy.hint.providers': {
    en: 'Outside services that are asked: moderation, chat, akismet, webhook; each may have required (true or false), hold (0 to 1, or null) and grants (email, network); chat needs rules, the site’s rules in words.',
    ja: '照会する外部サービスです。moderation、chat、akismet、webhook を書けます。それぞれに required(true か false)、hold(0 から 1、または null)、grants(email、network)を指定できます。chat には rules(サイトのルールの文章)が必要です。',
  },
  'policy.hint.lists': {
    en: 'Lists of terms by name; each has terms, and may have mode (exact, inside, folded, fuzzy) and language (en, ja).',
    ja: '名前付きの語句リストです。各リストに terms を書きます。mode(exact、inside、folded、fuzzy)と language(en、ja)も指定できます。',
  },
  'policy.hint.patterns': {
    en: 'Regular expressions by name, at most 500 characters each, without look-around and back-references.',
    ja: '名前付きの正規表現です。1 件 500 文字以内で、先読み・後読みと後方参照は使えません。',
  },
  'policy.hint.rules': {
    en: 'A list of rules; each has id, says (en and ja), when and then.',
    ja: 'ルールのリストです。各ルールに id、says(en と ja)、when、then を書きます。',
  },
  'policy.hint.groups': {
    en: 'Groups of rules by name; cap is the most points that the rules of a group add up to.',
    ja: '名前付きのルールのグループです。cap はグループ内のルールの合計点の上限です。',
  },
  'policy.hint.thresholds': {
    en: 'Two fields: hold and reject, the points from which a comment is held or rejected; null = never.',
    ja: 'hold と reject の 2 項目です。保留・却下となる点数を書きます(null = しない)。',
  },
  'policy.hint.thresholds.hold': {
    en: 'Points from which a comment is held, or null.',
    ja: '保留となる点数、または null を書いてください。',
  },
  'policy.hint.thresholds.reject': {
    en: 'Points from which a comment is rejected, or null.',
    ja: '却下となる点数、または null を書いてください。',
  },
  'policy.hint.repeated_text': {
    en: 'How many other submissions with the same text hold this one; 0 = off.',
    ja: '同じ本文の投稿がほかに何件あれば保留するかを整数で書いてください(0 = 無効)。',
  },
  'policy.hint.near_duplicates': {
    en: 'Two fields: count (so many others with nearly the same text hold) and hours (within so many hours).',
    ja: 'count(ほぼ同じ本文の投稿がほかに何件あれば保留するか)と hours(何時間以内か)の 2 項目です。',
  },
  'policy.hint.near_duplicates.count': {
    en: 'How many other submissions with nearly the same text hold this one, up to 50; 0 = off.',
    ja: 'ほぼ同じ本文の投稿がほかに何件あれば保留するかを、50 以下の整数で書いてください(0 = 無効)。',
  },
  'policy.hint.near_duplicates.hours': {
    en: 'Within so many hours, a whole number from 1 to 72.',
    ja: '何時間以内の投稿を数えるかを、1 から 72 の整数で書いてください。',
  },
  'policy.hint.thread_brake': {
    en: 'Three fields: flagged (so many rejected or held on a page), percent (of all there) and minutes (within so many minutes).',
    ja: 'flagged(ページで却下・保留された件数)、percent(全体に占める割合)、minutes(何分以内か)の 3 項目です。',
  },
  'policy.hint.thread_brake.flagged': {
    en: 'How many comments of a page must be rejected or held, up to 300; 0 = off.',
    ja: 'ページで却下・保留された件数を、300 以下の整数で書いてください(0 = 無効)。',
  },
  'policy.hint.thread_brake.percent': {
    en: 'Percent of all comments of the page, a whole number from 0 to 100.',
    ja: 'ページの全コメントに占める割合(%)を、0 から 100 の整数で書いてください。',
  },
  'policy.hint.thread_brake.minutes': {
    en: 'Within so many minutes, a whole number from 1 to 1440.',
    ja: '何分以内の投稿を数えるかを、1 から 1440 の整数で書いてください。',
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
