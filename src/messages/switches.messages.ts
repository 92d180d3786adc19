import { defineMessages } from './messages.js';

/** Stopping the machine in a hurry. */
export const switchesMessages = defineMessages({
  'cli.help.site.holdAll': {
    en: 'hold every new comment of a site, whatever the policy says',
    ja: 'ポリシーにかかわらず、サイトの新しいコメントをすべて保留します',
  },
  'cli.help.site.stopAutomation': {
    en: 'let the machine neither approve nor reject; people decide everything',
    ja: '自動の承認・却下を止め、すべてを人が判断します',
  },
  'cli.help.site.switches': {
    en: 'list who stopped what on a site, and why',
    ja: 'サイトで何を誰がなぜ止めたかを一覧します',
  },
  'cli.help.thread.hold': {
    en: 'hold what the machine would approve on one thread',
    ja: 'スレッドで自動承認されるはずのコメントを保留します',
  },
  'cli.help.policy.brake': {
    en: 'stop a rule of the policy in force: it may hold, and neither rejects nor takes off points',
    ja: '適用中のポリシーのルールを止めます（保留のみ可能になり、却下や減点は行いません）',
  },
  'cli.help.policy.brakes': {
    en: 'list which rules were stopped, and why',
    ja: '止められたルールとその理由を一覧します',
  },
  'cli.help.policy.rule': { en: 'id of the rule', ja: 'ルールの ID' },
  'cli.help.switch.reason': { en: 'why; it is recorded', ja: '理由（記録されます）' },
  'cli.help.switch.off': { en: 'end it', ja: '解除します' },
  'cli.switchOn.hold-all': {
    en: 'From now on every new comment of "{site}" is held. End it: replydesk site hold-all --key {site} --off --reason …',
    ja: 'これからサイト「{site}」の新しいコメントはすべて保留します。解除: replydesk site hold-all --key {site} --off --reason …',
  },
  'cli.switchOn.stop-automation': {
    en: 'From now on the machine neither approves nor rejects on "{site}". End it: replydesk site stop-automation --key {site} --off --reason …',
    ja: 'これからサイト「{site}」では自動の承認・却下を行いません。解除: replydesk site stop-automation --key {site} --off --reason …',
  },
  'cli.switchOn.thread-hold': {
    en: 'From now on new comments on the thread "{thread}" of "{site}" are held. End it: replydesk thread hold --site {site} --key {thread} --off --reason …',
    ja: 'これからサイト「{site}」のスレッド「{thread}」の新しいコメントは保留します。解除: replydesk thread hold --site {site} --key {thread} --off --reason …',
  },
  'cli.brakeOn': {
    en: 'From now on the rule "{rule}" of "{site}" may only hold. End it: replydesk policy brake --site {site} --rule {rule} --off --reason …',
    ja: 'これからサイト「{site}」のルール「{rule}」は保留しか行いません。解除: replydesk policy brake --site {site} --rule {rule} --off --reason …',
  },
  'cli.brakeOff': {
    en: 'The rule "{rule}" does again what the policy says.',
    ja: 'ルール「{rule}」はポリシーどおりに戻りました。',
  },
  'cli.unknownRule': {
    en: 'The policy in force of "{site}" has no rule "{rule}". See: replydesk policy get --site {site}',
    ja: 'サイト「{site}」の適用中のポリシーにルール「{rule}」はありません。replydesk policy get --site {site} で確認できます。',
  },
  'cli.brakeCause.share': {
    en: 'held for {hits} of {seen}',
    ja: '{seen}件中{hits}件に該当',
  },
  'cli.brakeCause.band': {
    en: 'held for {hits} of {seen}, far more than in shadow',
    ja: '{seen}件中{hits}件に該当（影の期間より大幅に増加）',
  },
  'cli.brakeCause.hand': { en: 'by hand', ja: '手動' },
  'cli.switchOff': {
    en: 'The policy decides again.',
    ja: '解除しました。ポリシーによる判定に戻ります。',
  },
  'cli.unknownThread': {
    en: 'There is no thread "{thread}". Existing ones: replydesk thread list --site {site}',
    ja: 'スレッド「{thread}」はありません。一覧は replydesk thread list --site {site} で確認できます。',
  },
  'cli.bad.reason': {
    en: '{option} is 1 to 2000 characters.',
    ja: '{option} は 1〜2000 文字で指定してください。',
  },
  // Columns of a table, separated by bars.
  'cli.brakeHeading': {
    en: 'RULE|VERSION|STOPPED|HOLDS NOW|CAUSE|BY|AT|WHY',
    ja: 'ルール|版|停止|現在有効|原因|操作者|日時|理由',
  },
  'cli.switchHeading': {
    en: 'SWITCH|THREAD|ON|HOLDS NOW|BY|AT|WHY',
    ja: 'スイッチ|スレッド|オン|現在有効|操作者|日時|理由',
  },
});
