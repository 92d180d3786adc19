import { defineMessages } from './messages.js';

/** What each check of `replydesk doctor` proves. */
export const doctorMessages = defineMessages({
  'doctor.every-submission-is-counted': {
    en: 'Every accepted submission is in a known state: accepted = sum by state',
    ja: '受け付けた投稿はすべて既知の状態にあり、受付数と状態別の合計が一致しています',
  },
  'doctor.every-key-has-its-submission': {
    en: 'Every idempotency key leads to its submission',
    ja: '再送防止キーはすべて対応する投稿につながっています',
  },
  'doctor.nothing-is-overdue': {
    en: 'No submission has been waiting for screening for too long',
    ja: '自動判定を待ち続けている投稿はありません',
  },
  'doctor.tallies-are-the-counts': {
    en: 'The counts of the console are those of the rows',
    ja: 'コンソールに表示される件数は、実際の行数と一致しています',
  },
  'doctor.open-reports-are-shown': {
    en: 'What readers reported and nobody answered is in the queue of what is reported',
    ja: '読者からの報告のうち未対応のものは、すべて「報告あり」の一覧にあります',
  },
  'doctor.every-comment-was-approved': {
    en: 'Every public comment was approved, by the machine or a person, before it became public',
    ja: '公開中のコメントはすべて、公開前に自動判定またはモデレーターが承認しています',
  },
  'doctor.approved-is-public': {
    en: 'Approved submissions are public exactly once, all others not at all',
    ja: '承認された投稿だけが、1 回だけ公開されています',
  },
  'doctor.comments-stand-where-they-were-sent': {
    en: 'Every comment stands on the thread it was sent to, under its own number',
    ja: 'コメントはすべて、投稿先のスレッドに正しい番号で表示されています',
  },
  'doctor.every-outcome-has-a-record': {
    en: 'Every settled submission has a verdict or a decision',
    ja: '判定済みの投稿にはすべて、自動判定またはモデレーターの判断の記録があります',
  },
  'doctor.state-is-the-last-word': {
    en: 'Every state is what the last decision, or else the verdict, said',
    ja: '投稿の状態は、最後の判断（なければ自動判定）と一致しています',
  },
  'doctor.every-change-is-recorded': {
    en: 'Every change of state left a record',
    ja: '状態の変更はすべて記録されています',
  },
  'doctor.records-are-a-chain': {
    en: 'Every decision follows on the record before it, without a gap',
    ja: 'モデレーターの判断は、直前の記録から途切れなく続いています',
  },
  'doctor.every-undo-takes-one-back': {
    en: 'Every undo takes back exactly one earlier decision on the same submission',
    ja: '取り消しはすべて、同じ投稿に対するそれ以前の判断を 1 件だけ取り消しています',
  },
  'doctor.machine-never-overrules-a-person': {
    en: 'The machine settled each submission at most once, and never after a person',
    ja: '自動判定は各投稿につき 1 回までで、モデレーターの判断を覆していません',
  },
  'doctor.verdicts-explain-themselves': {
    en: 'Every verdict follows again from the signals and the policy it was made by',
    ja: '自動判定の結果はすべて、記録されたシグナルとポリシーから再現できます',
  },
  'doctor.every-site-has-a-policy': {
    en: 'Every site has a policy',
    ja: 'すべてのサイトにポリシーがあります',
  },
  'doctor.policies-are-as-they-were-set': {
    en: 'Every policy version is as it was set',
    ja: 'ポリシーの各版は、設定されたときの内容のままです',
  },
  'doctor.policies-were-in-force': {
    en: 'Every verdict and decision names a policy of its site that was in force',
    ja: '自動判定と判断はすべて、その時点で有効だったサイトのポリシーに基づいています',
  },
  'doctor.history-is-locked': {
    en: 'Verdicts, decisions and policies cannot be changed afterwards',
    ja: '自動判定・判断・ポリシーの記録は、後から変更できません',
  },
  'doctor.addresses-are-forgotten': {
    en: 'Network addresses and their hashes are forgotten when their time is over',
    ja: 'ネットワークアドレスとそのハッシュは、保存期間が過ぎた後に消去されています',
  },
  'doctor.every-effect-has-its-record': {
    en: 'Every webhook message tells of one verdict or decision that exists, and no two tell of the same',
    ja: 'Webhook の通知はすべて、実在する自動判定または判断ひとつに対応し、重複はありません',
  },
  'doctor.every-record-has-its-effect': {
    en: 'Every verdict and decision on a site with a webhook has its message',
    ja: 'Webhook のあるサイトでは、自動判定と判断のすべてに通知があります',
  },
  'doctor.cancelled-effects-were-taken-back': {
    en: 'No webhook message was cancelled but those of decisions that were taken back before anything was sent, and of what took them back',
    ja: '取り消された Webhook の通知は、何も送信されないうちに取り消された判断と、その取り消しのものだけです',
  },
  'doctor.every-bulk-has-its-decisions': {
    en: 'Every comment that a bulk decision counts as decided has that decision, and its numbers are those of its comments',
    ja: '一括判断で「処理済み」とされたコメントにはすべてその判断があり、件数も実際のコメントと一致しています',
  },
  'doctor.effects-are-tried': {
    en: 'No webhook message has been due for too long without a try',
    ja: '送信時刻を過ぎたまま送信が試みられていない Webhook の通知はありません',
  },
});
