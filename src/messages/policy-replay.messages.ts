import { defineMessages } from './messages.js';

/** What a replay of a policy says. */
export const policyReplayMessages = defineMessages({
  'cli.help.policy.replay': {
    en: 'tell what a document would have made of submissions that were decided; changes nothing',
    ja: '判定済みの投稿に文書を適用した場合の結果を示します（何も変更しません）',
  },
  'cli.help.policy.since': {
    en: 'only submissions received since then, such as 2026-11-01',
    ja: 'この日時以降に受け付けた投稿だけ（例: 2026-11-01）',
  },
  'cli.help.policy.limit': {
    en: 'at most so many, the newest first; 1 or more (default: 10000)',
    ja: '新しいものから最大何件を調べるか（1 以上、省略時は 10000 件）',
  },
  'cli.bad.since': {
    en: '{option} is a date such as 2026-11-01, or a time such as 2026-11-01T09:00:00Z.',
    ja: '{option} は 2026-11-01 のような日付か、2026-11-01T09:00:00Z のような日時で指定してください。',
  },
  'cli.help.policy.shadow': {
    en: 'count what each rule saw lately, those in shadow too, and how often people agreed',
    ja: '各ルール（試行中のものを含む）が最近該当した件数と、人の判断との一致を示します',
  },
  'policyTest.text': {
    en: 'A text of 1 to 65,525 characters.',
    ja: '1〜65,525 文字の本文を指定してください。',
  },
  'policyTest.oneOf': {
    en: 'At most one of document, version and draft.',
    ja: 'document、version、draft はいずれか一つだけ指定してください。',
  },
  // Columns of a table, separated by bars.
  'cli.policyShadowHeading': {
    en: 'RULE|MODE|1 DAY|7 DAYS|30 DAYS|APPROVED|REJECTED|PRECISION|FOR',
    ja: 'ルール|モード|1 日|7 日|30 日|承認|却下|適合率|目的',
  },

  'replay.oneOf': {
    en: 'Give one of "document", "version" and "draft".',
    ja: '「document」「version」「draft」のうち一つだけを指定してください。',
  },
  'replay.time': {
    en: 'Must be a date such as 2026-11-01, or a time such as 2026-11-01T09:00:00Z.',
    ja: '2026-11-01 のような日付か、2026-11-01T09:00:00Z のような日時で指定してください。',
  },
  'replay.noVersion': {
    en: 'There is no such version of the policy.',
    ja: 'このポリシーの版はありません。',
  },
  'replay.noDraft': { en: 'There is no such draft.', ja: 'この下書きはありません。' },
  'replay.open': {
    en: 'Another replay of this site is not at its end yet ({id}). Wait for it, or cancel it.',
    ja: 'このサイトの別の再適用がまだ終わっていません（{id}）。終わるのを待つか、中止してください。',
  },
  'replay.openOther': {
    en: 'Another replay of this site is not at its end yet. Wait for it, or cancel it.',
    ja: 'このサイトの別の再適用がまだ終わっていません。終わるのを待つか、中止してください。',
  },
  'replay.ended': {
    en: 'This replay is at its end already.',
    ja: 'この再適用はすでに終わっています。',
  },
  'replay.failure.unreadable-policy': {
    en: 'The stored policy is none for this version of the software. Ask for the replay again.',
    ja: '保存されたポリシーは、このバージョンのソフトウェアでは読めません。もう一度依頼してください。',
  },
  'replay.failure.given-up': {
    en: 'A batch failed again and again. The log of the workers says why.',
    ja: '同じ処理が繰り返し失敗しました。原因はワーカーのログにあります。',
  },

  'replay.coverage': {
    en: '{seen, plural, one {# submission} other {# submissions}} looked at, {lacking, number} left out because signals were not stored (coverage {share, number, ::percent .0}).',
    ja: '{seen, number} 件の投稿を調べました。うち {lacking, number} 件は記録が足りず対象外です（対象率 {share, number, ::percent .0}）。',
  },
  'replay.cells': {
    en: 'Newly caught: {caught, number}   newly freed: {freed, number}   unchanged: {unchanged, number}',
    ja: '新たに保留・却下: {caught, number} 件　新たに承認: {freed, number} 件　変化なし: {unchanged, number} 件',
  },
  'replay.people': { en: 'Against what people decided:', ja: '人の判断との比較:' },
  // Columns of tables, separated by bars.
  'replay.moveHeading': {
    en: 'THEN \\ NOW|APPROVE|HOLD|REJECT',
    ja: '当時 \\ 今回|承認|保留|却下',
  },
  'replay.peopleHeading': {
    en: 'POLICY|PRECISION|RECALL|CAUGHT, THEN REJECTED|CAUGHT, THEN APPROVED|FREE, THEN REJECTED|FREE, THEN APPROVED',
    ja: 'ポリシー|適合率|再現率|捕捉して却下|捕捉して承認|通過して却下|通過して承認',
  },
  'replay.languageHeading': {
    en: 'LANGUAGE|SEEN|CAUGHT|FREED|PRECISION|RECALL',
    ja: '言語|件数|新たに捕捉|新たに承認|適合率|再現率',
  },
  'replay.threadHeading': {
    en: 'THREAD|SEEN|CAUGHT|FREED|PRECISION|RECALL',
    ja: 'スレッド|件数|新たに捕捉|新たに承認|適合率|再現率',
  },
  'replay.outcome.approve': { en: 'approve', ja: '承認' },
  'replay.outcome.hold': { en: 'hold', ja: '保留' },
  'replay.outcome.reject': { en: 'reject', ja: '却下' },
  'replay.then': { en: 'then', ja: '当時' },
  'replay.now': { en: 'now', ja: '今回' },
  'replay.rate': {
    en: '{value, number, ::percent .0} ({low, number, ::percent .0} to {high, number, ::percent .0})',
    ja: '{value, number, ::percent .0}（{low, number, ::percent .0}〜{high, number, ::percent .0}）',
  },
  'replay.caught': { en: 'Newly caught, for example:', ja: '新たに保留・却下となる例:' },
  'replay.freed': { en: 'Newly freed, for example:', ja: '新たに承認となる例:' },
});
