import { defineMessages } from './messages.js';

/** Versions, drafts and going back, on the command line and in the API. */
export const policyVersionsMessages = defineMessages({
  'policyVersions.samePerson': {
    en: 'Somebody else than the author ({author}) publishes a draft. An admin may do so alone with a reason, in "override".',
    ja: '下書きは作成者（{author}）以外の人が公開します。管理者は「override」に理由を書けば一人で公開できます。',
  },
  'policyVersions.overrideNeedsAdmin': {
    en: 'Only an admin may publish without a second person.',
    ja: '一人で公開できるのは管理者だけです。',
  },
  'policyVersions.newerDraft': {
    en: '{author} saved draft {draft, number, ::group-off} meanwhile. Nothing was overwritten.',
    ja: '編集中に{author}さんが下書き{draft, number, ::group-off}を保存しました。何も上書きされていません。',
  },
  'policyVersions.publishedBefore': {
    en: 'This draft already became version {version, number, ::group-off}.',
    ja: 'この下書きは第{version, number, ::group-off}版としてすでに公開されています。',
  },
  'policyVersions.unchanged': {
    en: 'Version {version, number, ::group-off}, which is in force, says the same.',
    ja: '現在の第{version, number, ::group-off}版と同じ内容です。',
  },

  'cli.help.policy.propose': {
    en: 'store a document as a draft that is not in force',
    ja: '文書を下書きとして保存します（適用はしません）',
  },
  'cli.help.policy.publish': {
    en: 'put a draft in force; somebody else than its author does',
    ja: '下書きを適用します（作成者以外の人が行います）',
  },
  'cli.help.policy.schema': {
    en: 'print the JSON Schema of a policy, for editors that help while one writes',
    ja: 'ポリシーの JSON Schema を表示します（入力補助のあるエディター用）',
  },
  'cli.help.policy.versions': {
    en: 'list versions and drafts with who wrote them and who put them in force',
    ja: '版と下書きを、作成者・公開者とともに一覧します',
  },
  'cli.help.policy.rollback': {
    en: 'put the document of an earlier version in force again, as a new version',
    ja: '以前の版の内容を、新しい版として再び適用します',
  },
  'cli.help.policy.to': {
    en: 'number of the version; without it, the one before',
    ja: '戻す版の番号。省略時は一つ前の版',
  },
  'cli.help.policy.by': {
    en: 'e-mail of the account that answers for it, a lead or admin; without it, the operator',
    ja: '責任を持つアカウント（lead か admin）のメールアドレス。省略時は運用者',
  },
  'cli.help.policy.note': { en: 'what the draft is for', ja: '下書きの目的' },
  'cli.help.policy.draft': { en: 'number of the draft', ja: '下書きの番号' },
  'cli.help.policy.override': {
    en: 'reason to publish without a second person; it stays in the version',
    ja: '一人で公開する理由（版に記録されます）',
  },

  'cli.policyProposed': {
    en: 'Draft {number, number, ::group-off} of the policy of "{site}" is stored. Somebody else puts it in force: replydesk policy publish --site {site} --draft {number, number, ::group-off} --by E-MAIL',
    ja: 'サイト「{site}」のポリシーの下書き {number, number, ::group-off} を保存しました。ほかの人が次のコマンドで適用します: replydesk policy publish --site {site} --draft {number, number, ::group-off} --by メールアドレス',
  },
  'cli.policySamePerson': {
    en: 'Somebody else than the author ({author}) publishes a draft: name another account with --by, or the reason to do without in --override.',
    ja: '下書きは作成者（{author}）以外の人が公開します。--by で別のアカウントを指定するか、--override に一人で公開する理由を書いてください。',
  },
  'cli.policyUnknownDraft': {
    en: 'There is no draft {number, number, ::group-off}. Existing ones: replydesk policy versions --site {site}',
    ja: '下書き {number, number, ::group-off} はありません。一覧は replydesk policy versions --site {site} で確認できます。',
  },
  'cli.policyUnknownVersion': {
    en: 'There is no such version to go back to. Existing ones: replydesk policy versions --site {site}',
    ja: '戻せる版がありません。一覧は replydesk policy versions --site {site} で確認できます。',
  },
  'cli.policyRole': {
    en: 'The account {email} is no lead or admin.',
    ja: 'アカウント {email} は lead でも admin でもありません。',
  },
  // Columns of a table, separated by bars.
  'cli.policyVersionHeading': {
    en: 'VERSION|IN FORCE|WRITTEN BY|PUBLISHED BY|AT|DRAFT|REPEATS|ALONE BECAUSE',
    ja: '版|適用中|作成者|公開者|日時|下書き|元の版|一人で公開した理由',
  },
  'cli.policyDraftHeading': {
    en: 'DRAFT|WRITTEN BY|AT|PUBLISHED AS|NOTE',
    ja: '下書き|作成者|日時|公開した版|目的',
  },
});
