import { backupMessages } from './backup.messages.js';
import { cliHelpMessages } from './cli-help.messages.js';
import { effectsMessages } from './effects.messages.js';
import { defineMessages } from './messages.js';
import { policyReplayMessages } from './policy-replay.messages.js';
import { policyVersionsMessages } from './policy-versions.messages.js';
import { switchesMessages } from './switches.messages.js';

/** What the commands say. `cli.bad.<option>` tells what an option takes. */
export const cliMessages = defineMessages({
  ...cliHelpMessages,
  ...backupMessages,
  ...effectsMessages,
  ...policyReplayMessages,
  ...policyVersionsMessages,
  ...switchesMessages,

  'cli.running': { en: 'Replydesk is running.', ja: 'Replydesk が起動しました。' },
  'cli.exampleAt': { en: '  Example site  {url}', ja: '  サンプルサイト    {url}' },
  'cli.consoleAt': { en: '  Console       {url}', ja: '  審査コンソール    {url}' },
  'cli.databaseEmbedded': {
    en: '  Database      embedded PostgreSQL in {directory}',
    ja: '  データベース      内蔵 PostgreSQL（{directory}）',
  },
  'cli.databaseAt': {
    en: '  Database      PostgreSQL at {server}',
    ja: '  データベース      PostgreSQL（{server}）',
  },
  'cli.queueInDatabase': {
    en: '  Queue         in the database',
    ja: '  キュー            データベース内',
  },
  'cli.queueAt': { en: '  Queue         Redis at {server}', ja: '  キュー            Redis（{server}）' },
  'cli.setupLink': {
    en: 'There is no admin yet. Create the first one here (the link works once):',
    ja: 'まだ管理者がいません。次のリンクから最初の管理者を作成してください（一度だけ使えます）:',
  },
  'cli.howToStop': { en: 'Press Ctrl+C to stop.', ja: '停止するには Ctrl+C を押してください。' },

  'cli.apiSilent': { en: 'Nothing answers at {url}.', ja: '{url} から応答がありません。' },
  'cli.noHeartbeatFile': {
    en: 'WORKER_HEARTBEAT_FILE is not set, so the worker leaves no sign of life. Example: WORKER_HEARTBEAT_FILE=/tmp/replydesk-worker.alive',
    ja: 'WORKER_HEARTBEAT_FILE が設定されていないため、ワーカーの動作を確認できません。例: WORKER_HEARTBEAT_FILE=/tmp/replydesk-worker.alive',
  },
  'cli.workerSilent': {
    en: 'The worker has not touched {file} within the last 30 seconds.',
    ja: 'ワーカーは 30 秒以上 {file} を更新していません。',
  },
  'cli.workerBeats': { en: 'The worker works.', ja: 'ワーカーは動作しています。' },

  'cli.migrated': { en: 'Migrated: {name}', ja: '更新しました: {name}' },
  'cli.upToDate': { en: 'The database is up to date.', ja: 'データベースは最新です。' },

  // Columns of a table, separated by bars.
  'cli.siteHeading': {
    en: 'KEY|NAME|URL|LOCALES|FLOOD SECONDS|CREATES THREADS|NAME AND E-MAIL REQUIRED|WEBHOOK',
    ja: 'キー|名前|URL|言語|投稿間隔（秒）|スレッド自動作成|名前・メール必須|Webhook',
  },
  'cli.threadHeading': {
    en: 'KEY|TITLE|URL|LOCALE|CLOSED|HIDDEN',
    ja: 'キー|タイトル|URL|言語|受付終了|非表示',
  },
  'cli.moderatorHeading': { en: 'E-MAIL|NAME|ROLE|CREATED', ja: 'メールアドレス|名前|役割|作成日時' },
  'cli.siteCreated': { en: 'Created the site "{key}".', ja: 'サイト「{key}」を作成しました。' },
  'cli.siteChanged': { en: 'The site "{key}" is as asked for.', ja: 'サイト「{key}」を更新しました。' },
  'cli.unknownSite': {
    en: 'There is no site "{key}". Existing ones: replydesk site list',
    ja: 'サイト「{key}」はありません。一覧は replydesk site list で確認できます。',
  },
  'cli.threadCreated': {
    en: 'Created the thread "{key}" of the site "{site}".',
    ja: 'サイト「{site}」にスレッド「{key}」を作成しました。',
  },
  'cli.threadChanged': {
    en: 'The thread "{key}" of the site "{site}" is as asked for.',
    ja: 'サイト「{site}」のスレッド「{key}」を更新しました。',
  },
  'cli.threadUntitled': {
    en: 'The thread "{key}" does not exist yet, and a new thread needs --title.',
    ja: 'スレッド「{key}」はまだありません。新しく作成するには --title を指定してください。',
  },

  'cli.moderatorCreated': {
    en: 'Created the account {email} ({role}).',
    ja: 'アカウント {email}（{role}）を作成しました。',
  },
  'cli.moderatorExists': {
    en: 'There already is an account {email}.',
    ja: 'アカウント {email} はすでにあります。',
  },
  'cli.moderatorReset': {
    en: '{email} is signed out everywhere. By this link a new password can be chosen, once, within {days} days:',
    ja: '{email} のすべてのセッションを終了しました。次のリンクから新しいパスワードを1回設定できます（{days}日間有効）。',
  },
  'cli.moderatorOff': {
    en: 'The account {email} is switched off. An admin can switch it on in the console.',
    ja: 'アカウント {email} は停止されています。管理者がコンソールで再開できます。',
  },
  'cli.unknownModerator': {
    en: 'There is no account {email}. Existing ones: replydesk moderator list',
    ja: 'アカウント {email} はありません。一覧は replydesk moderator list で確認できます。',
  },
  'cli.generatedPassword': {
    en: 'Password (shown only now): {password}',
    ja: 'パスワード（今だけ表示されます）: {password}',
  },
  'cli.askPassword': { en: 'Password (not shown):', ja: 'パスワード（表示されません）:' },
  'cli.askPasswordAgain': { en: 'The same again:', ja: 'もう一度入力してください:' },
  'cli.passwordsDiffer': {
    en: 'The two passwords differ; nothing was created.',
    ja: '2 つのパスワードが一致しません。アカウントは作成していません。',
  },

  'cli.policyHeading': {
    en: 'Site {site}, version {version, number, ::group-off}, set by {by} at {at}',
    ja: 'サイト {site}、第{version, number, ::group-off}版、設定者 {by}、{at}',
  },
  'cli.policySet': {
    en: 'The site "{site}" now follows version {version, number, ::group-off} of its policy.',
    ja: 'サイト「{site}」にポリシー第{version, number, ::group-off}版を適用しました。',
  },
  'cli.policyUnchanged': {
    en: 'Nothing to change: this already is version {version, number, ::group-off} of the policy of "{site}".',
    ja: '変更はありません。サイト「{site}」のポリシー第{version, number, ::group-off}版と同じ内容です。',
  },
  'cli.policyFitsAndChanges': {
    en: 'The policy can be used, and differs from version {version, number, ::group-off}, which is in force on "{site}".',
    ja: 'このポリシーは使えます。サイト「{site}」の現在の第{version, number, ::group-off}版とは内容が異なります。',
  },
  'cli.policyFitsAndIsInForce': {
    en: 'The policy can be used, and is in force on "{site}" as version {version, number, ::group-off}.',
    ja: 'このポリシーは使えます。サイト「{site}」に第{version, number, ::group-off}版として適用済みです。',
  },
  'cli.line': { en: 'line {line, number, ::group-off}', ja: '{line, number, ::group-off} 行目' },
  'cli.test.approve': { en: 'Approved. {rule}', ja: '承認します。{rule}' },
  'cli.test.hold': { en: 'Held. {rule}', ja: '保留します。{rule}' },
  'cli.test.reject': { en: 'Rejected. {rule}', ja: '却下します。{rule}' },
  'cli.test.also': { en: 'Also: {rule}', ja: 'ほかに該当: {rule}' },
  'cli.test.shadow': { en: 'Only watched: {rule}', ja: '試行中のルールに該当: {rule}' },
  'cli.test.score': {
    en: '{score, plural, one {One point.} other {# points.}}',
    ja: '合計{score}点。',
  },
  'cli.test.without.approve': {
    en: 'Without this it would have been approved: {rule}',
    ja: 'これがなければ承認されます: {rule}',
  },
  'cli.test.without.hold': {
    en: 'Without this it would have been held: {rule}',
    ja: 'これがなければ保留になります: {rule}',
  },
  'cli.test.without.reject': {
    en: 'Without this it would have been rejected: {rule}',
    ja: 'これがなければ却下されます: {rule}',
  },
  'cli.test.views': {
    en: 'Read as: {folded}\n  squashed: {squashed}\n  skeleton: {skeleton}',
    ja: '読み替え: {folded}\n  記号などを除く: {squashed}\n  似た文字を戻す: {skeleton}',
  },
  'cli.screenNeedsJsonl': {
    en: 'Texts come in as one JSON a line, with --jsonl; for one text there is "policy test".',
    ja: '--jsonl を付けて、1 行に 1 件の JSON で渡してください。1 件だけ試すには policy test を使います。',
  },
  'cli.badLine': {
    en: 'This is no JSON with a text',
    ja: 'text を含む JSON として読み取れません',
  },
  'cli.cannotRead': { en: '{file} cannot be read: {reason}', ja: '{file} を読み取れません: {reason}' },

  'cli.doctorAt': { en: 'As of {at}', ja: '{at} 時点' },
  'cli.doctorSum': {
    en: 'accepted {accepted, number, ::group-off} = {states}',
    ja: '受付 {accepted, number, ::group-off} = {states}',
  },
  'cli.state.received': { en: 'received', ja: '審査中' },
  'cli.state.held': { en: 'held', ja: '保留' },
  'cli.state.approved': { en: 'approved', ja: '承認済み' },
  'cli.state.rejected': { en: 'rejected', ja: '却下' },
  'cli.state.withdrawn': { en: 'withdrawn', ja: '取り下げ' },
  'cli.doctorViolations': {
    en: '{violations, plural, one {# violation} other {# violations}}:',
    ja: '{violations, number} 件の違反:',
  },
  'cli.doctorBalanced': { en: 'Balanced: no violation found.', ja: '整合しています。違反はありません。' },
  'cli.doctorUnbalanced': {
    en: 'Not balanced: see the marks above and docs/operations.md.',
    ja: '整合していません。上の ✗ の項目と docs/operations.md をご覧ください。',
  },

  'cli.bad': { en: '{option} cannot have this value.', ja: '{option} にこの値は使えません。' },
  'cli.bad.key': {
    en: '{option} of a site is lower-case letters, digits and inner hyphens, at most 63; of a thread it is at most 200 characters without blanks at its ends.',
    ja: '{option} は、サイトなら英小文字・数字・途中のハイフンで 63 文字以内、スレッドなら前後に空白のない 200 文字以内で指定してください。',
  },
  'cli.bad.name': {
    en: '{option} is 1 to 200 characters.',
    ja: '{option} は 1〜200 文字で指定してください。',
  },
  'cli.bad.title': {
    en: '{option} is 1 to 500 characters.',
    ja: '{option} は 1〜500 文字で指定してください。',
  },
  'cli.bad.url': {
    en: '{option} is an address such as https://news.example.com (a thread may also have a path such as /example/), or empty.',
    ja: '{option} には https://news.example.com のような URL（スレッドでは /example/ のようなパスも可）か、空文字を指定してください。',
  },
  'cli.bad.locale': { en: '{option} is en or ja.', ja: '{option} は en か ja を指定してください。' },
  'cli.bad.locales': {
    en: '{option} is a list such as en,ja.',
    ja: '{option} は en,ja のように指定してください。',
  },
  'cli.bad.floodSeconds': {
    en: '{option} is a whole number from 0 to 86400.',
    ja: '{option} は 0〜86400 の整数で指定してください。',
  },
  'cli.bad.createThreads': {
    en: '{option} is true or false.',
    ja: '{option} は true か false を指定してください。',
  },
  'cli.bad.requireNameEmail': {
    en: '{option} is true or false.',
    ja: '{option} は true か false を指定してください。',
  },

  'cli.usage.missing': { en: 'Missing: {what}', ja: '指定が必要です: {what}' },
  'cli.usage.noValue': { en: 'This option needs a value: {what}', ja: '値を指定してください: {what}' },
  'cli.usage.unknownOption': { en: 'There is no option {what}', ja: '{what} というオプションはありません' },
  'cli.usage.unknownCommand': {
    en: 'There is no command "{what}"',
    ja: '「{what}」というコマンドはありません',
  },
  'cli.usage.tooMany': { en: 'There is more than this command takes.', ja: '引数が多すぎます。' },
  'cli.usage.invalid': { en: '"{what}" cannot be used here', ja: '「{what}」は指定できません' },
  'cli.usage.conflict': {
    en: '{what} and {other} cannot be used together',
    ja: '{what} と {other} は同時に指定できません',
  },
  'cli.usage.help': { en: 'See: replydesk --help', ja: '使い方: replydesk --help' },

  'cli.noTables': {
    en: 'The database has not been set up yet. Run: replydesk migrate',
    ja: 'データベースがまだ準備されていません。replydesk migrate を実行してください。',
  },
  'cli.unexpected': { en: 'This did not work: {reason}', ja: '処理できませんでした: {reason}' },
});
