import { defineMessages } from './messages.js';

/** What `replydesk backup` and `replydesk restore` say. */
export const backupMessages = defineMessages({
  'cli.help.backup': {
    en: 'write everything the desk keeps into one file, while it runs',
    ja: 'デスクのデータをすべて 1 つのファイルに保存します（稼働中でも実行できます）',
  },
  'cli.help.backup.out': {
    en: 'file to write; "-" is standard output; without it, replydesk-<time>.tar.gz in this folder',
    ja: '保存先のファイル（"-" は標準出力。省略時は現在のフォルダーの replydesk-<日時>.tar.gz）',
  },
  'cli.help.backup.force': {
    en: 'replace the file if there is one',
    ja: '同名のファイルがあれば置き換えます',
  },
  'cli.help.backup.check': {
    en: 'only say whether this file is a whole backup; needs no database',
    ja: 'このファイルが完全なバックアップかどうかだけを確かめます（データベースは不要です）',
  },
  'cli.help.restore': {
    en: 'load a backup into a database that holds nothing yet',
    ja: 'バックアップを空のデータベースに復元します',
  },
  'cli.help.restore.file': {
    en: 'file that "backup" wrote; "-" is standard input',
    ja: 'backup で作成したファイル（"-" は標準入力）',
  },
  'cli.help.restore.check': {
    en: 'only say whether the file is whole; needs no database',
    ja: 'ファイルが完全かどうかだけを確かめます（データベースは不要です）',
  },
  'cli.help.restore.replace': {
    en: 'delete what the database holds; the desk must be stopped',
    ja: 'データベースの内容を削除して置き換えます（デスクを停止してから実行してください）',
  },
  'cli.help.restore.yes': { en: 'do not ask before replacing', ja: '置き換える前の確認を省略します' },
  'cli.help.restore.resumeEffects': {
    en: 'send what the desk had still to send, such as webhooks, from here',
    ja: 'Webhook など、送信が済んでいなかったものをここから送信します',
  },
  'cli.help.restore.withoutTokens': {
    en: 'leave out the access tokens of scripts',
    ja: 'スクリプト用のアクセストークンを復元しません',
  },

  'backup.written': {
    en: 'Wrote {file} ({size, number} KiB), read it back and found it whole.',
    ja: '{file}（{size, number} KiB）を作成し、読み直して完全であることを確かめました。',
  },
  'backup.sent': {
    en: 'The backup was sent to standard output. Prove it where it arrives: replydesk backup --check FILE',
    ja: 'バックアップを標準出力に送りました。保存先で replydesk backup --check ファイル名 を実行して確かめてください。',
  },
  'backup.asOf': {
    en: 'The desk as of {at}, version {version}:',
    ja: '{at} 時点のデスク（バージョン {version}）:',
  },
  'backup.private': {
    en: 'It holds personal data and secrets: encrypt it, and delete it when it is no longer needed.',
    ja: '個人データと秘密情報が含まれています。暗号化して保管し、不要になったら削除してください。',
  },
  'backup.keepSecret': {
    en: 'REPLYDESK_SECRET is not in it: keep it with the backup, in another place.',
    ja: 'REPLYDESK_SECRET は含まれていません。バックアップとは別の場所に保管してください。',
  },
  'backup.strange': {
    en: 'Left out, because the desk did not make them: {tables}',
    ja: 'デスクのものではないため、次のテーブルは含めていません: {tables}',
  },
  'backup.exists': {
    en: '{file} already exists; nothing was written. To replace it: --force',
    ja: '{file} はすでにあるため、何も書き込んでいません。置き換えるには --force を指定してください。',
  },
  'backup.terminal': {
    en: 'A backup is no text for a terminal. Send it to a file or a program: replydesk backup --out - | age …',
    ja: 'バックアップは端末に表示できません。replydesk backup --out - | age … のように、ファイルかプログラムに渡してください。',
  },
  'backup.failed': {
    en: 'No backup was made: {reason}',
    ja: 'バックアップを作成できませんでした: {reason}',
  },
  'backup.newerDatabase': {
    en: 'A newer version of the desk made this database ({migrations}); use that version.',
    ja: 'このデータベースは新しいバージョンのデスクで作られています（{migrations}）。そのバージョンを使ってください。',
  },
  'backup.whole': { en: '{file} is a whole backup.', ja: '{file} は完全なバックアップです。' },
  'backup.fault.foreign': {
    en: '{file} is not a backup of the desk.',
    ja: '{file} はデスクのバックアップではありません。',
  },
  'backup.fault.damaged': {
    en: '{file} is damaged: it is not what was written. Use another copy.',
    ja: '{file} は壊れています（作成時の内容と一致しません）。別のコピーを使ってください。',
  },
  'backup.fault.cut-off': {
    en: '{file} ends too early: a part is missing. Use another copy.',
    ja: '{file} は途中で切れています。別のコピーを使ってください。',
  },
  'backup.fault.newer': {
    en: '{file} was made by a newer version of the desk; restore it with that version or a later one.',
    ja: '{file} は新しいバージョンのデスクで作られています。そのバージョン以降で復元してください。',
  },

  'restore.stdin': { en: 'standard input', ja: '標準入力' },
  'restore.inUse': {
    en: 'The desk works on this database ({by}). Stop every process of it first; nothing was changed.',
    ja: 'デスクがこのデータベースを使用中です（{by}）。先にすべてのプロセスを停止してください。何も変更していません。',
  },
  'restore.locked': {
    en: 'Another restore or migration works on this database; nothing was changed.',
    ja: '別の復元または更新がこのデータベースで実行中です。何も変更していません。',
  },
  'restore.notEmpty': {
    en: 'The database is not empty ({found}); nothing was changed. To delete that and restore: stop the desk, then add --replace',
    ja: 'データベースは空ではありません（{found}）。何も変更していません。これを削除して復元するには、デスクを停止してから --replace を付けて実行してください。',
  },
  'restore.confirm': {
    en: 'Everything the database "{name}" holds will be deleted. Type its name to go on:',
    ja: 'データベース「{name}」の内容がすべて削除されます。続けるにはデータベースの名前を入力してください:',
  },
  'restore.needsYes': {
    en: '--replace asks first, and there is nobody to ask: add --yes',
    ja: '--replace には確認が必要ですが、ここでは入力できません。--yes を付けて実行してください。',
  },
  'restore.notConfirmed': {
    en: 'That is another name; nothing was changed.',
    ja: '名前が一致しません。何も変更していません。',
  },
  'restore.failed': {
    en: 'Not restored, the database is as it was: {reason}',
    ja: '復元できませんでした。データベースは元のままです: {reason}',
  },
  'restore.done': {
    en: 'Restored {file}: the desk as of {at}, made by version {version}.',
    ja: '{file} を復元しました（{at} 時点、バージョン {version} で作成）。',
  },
  'restore.sessions': {
    en: 'Everybody has to sign in again.',
    ja: '全員、もう一度サインインする必要があります。',
  },
  'restore.tokens': {
    en: '{tokens, plural, one {# access token works} other {# access tokens work}} again, also if taken back after the backup; --without-tokens leaves them out.',
    ja: 'アクセストークン {tokens, number} 件が再び使えます。バックアップ後に取り消したものも含みます（--without-tokens で除外できます）。',
  },
  'restore.effects': {
    en: '{effects, plural, one {# message} other {# messages}} that the desk had still to send will not be sent, because that may have happened since. See docs/operations.md, "Backup and restore".',
    ja: '未送信だった通知 {effects, number} 件は、その後に送信済みの可能性があるため送信しません。docs/operations.md の「Backup and restore」をご覧ください。',
  },
  'restore.otherSecret': {
    en: 'The secret in use is not the one of the desk that was backed up: the links by which authors see their held comments stop working. Set REPLYDESK_SECRET to the old one to keep them.',
    ja: '現在の秘密鍵はバックアップ元のデスクのものと異なるため、投稿者が保留中のコメントを見るためのリンクは使えなくなります。使い続けるには REPLYDESK_SECRET に元の値を設定してください。',
  },
  'restore.queue': {
    en: 'The queue could not be emptied ({reason}). That harms nothing: jobs of submissions that are gone do nothing.',
    ja: 'キューを空にできませんでした（{reason}）。存在しない投稿のジョブは何もしないため、問題はありません。',
  },
  'restore.waiting': {
    en: '{waiting, plural, one {# submission waits} other {# submissions wait}} for screening: start the desk.',
    ja: '{waiting, number} 件の投稿が自動判定を待っています。デスクを起動してください。',
  },
});
