import { defineMessages } from './messages.js';

/** What `replydesk --help` says of its commands and options. */
export const cliHelpMessages = defineMessages({
  'cli.help.usage': { en: 'Usage:', ja: '使い方:' },
  'cli.help.options': { en: 'Options:', ja: 'オプション:' },
  'cli.help.commands': { en: 'Commands:', ja: 'コマンド:' },
  'cli.help.arguments': { en: 'Arguments:', ja: '引数:' },
  'cli.help.help': { en: 'show this help', ja: 'このヘルプを表示します' },
  'cli.help.version': { en: 'show the version', ja: 'バージョンを表示します' },
  'cli.help.json': { en: 'print JSON', ja: 'JSON で出力します' },
  'cli.help.program': {
    en: 'The comment desk of a news site. Works on the database that DATABASE_URL names, else on the embedded one in REPLYDESK_DATA_DIR.',
    ja: 'ニュースサイトのコメントデスクです。DATABASE_URL のデータベースを使います。指定がなければ REPLYDESK_DATA_DIR にある内蔵データベースを使います。',
  },

  'cli.help.start': {
    en: 'run the desk until it is stopped',
    ja: 'デスクを起動します（停止するまで動き続けます）',
  },
  'cli.help.start.role': {
    en: 'run only this role; without it, all of them',
    ja: 'この役割だけを起動します（省略時はすべて）',
  },
  'cli.help.migrate': { en: 'bring the database up to date', ja: 'データベースを最新の形式に更新します' },
  'cli.help.doctor': {
    en: 'prove that nothing is lost and nothing is public that was not approved; exit code 1 and a list otherwise',
    ja: '投稿が失われていないこと、未承認のコメントが公開されていないことを確かめます。問題があれば一覧を表示し、終了コード 1 を返します',
  },
  'cli.help.health': {
    en: 'say whether a role that runs with this environment does its work',
    ja: 'この環境設定で動いている役割が正常かどうかを確かめます',
  },
  'cli.help.health.role': { en: 'the role to ask', ja: '確かめる役割' },

  'cli.help.site': { en: 'websites served', ja: 'コメントを受け付けるサイトを管理します' },
  'cli.help.site.put': {
    en: 'create a site, or change only what is given of it',
    ja: 'サイトを作成します。すでにあれば、指定した項目だけを変更します',
  },
  'cli.help.site.list': { en: 'list every site', ja: 'サイトの一覧を表示します' },
  'cli.help.site.key': {
    en: 'name in addresses: lower-case letters, digits, hyphens',
    ja: 'URL に使う名前（英小文字・数字・ハイフン）',
  },
  'cli.help.site.which': { en: 'key of the site', ja: 'サイトのキー' },
  'cli.help.site.name': { en: 'name that people see', ja: '表示名' },
  'cli.help.site.url': {
    en: 'public address; "" when the desk itself is the site',
    ja: '公開 URL（デスク自体がサイトの場合は ""）',
  },
  'cli.help.site.locale': { en: 'language of its pages', ja: 'ページの言語' },
  'cli.help.site.locales': {
    en: 'languages a reader may get, such as en,ja',
    ja: '読者に合わせて選べる言語（例: en,ja）',
  },
  'cli.help.site.floodSeconds': {
    en: 'seconds between two submissions of one e-mail or address; 0 = no limit',
    ja: '同じメールアドレスまたは IP アドレスからの投稿間隔（秒、0 = 制限なし）',
  },
  'cli.help.site.createThreads': {
    en: 'whether a submission to an unknown thread creates it',
    ja: '未登録のスレッドへの投稿で、スレッドを自動作成するかどうか',
  },
  'cli.help.site.requireNameEmail': {
    en: 'whether name and e-mail must be given',
    ja: '名前とメールアドレスを必須にするかどうか',
  },

  'cli.help.thread': { en: 'pages that can be commented on', ja: 'コメントできるページを管理します' },
  'cli.help.thread.put': {
    en: 'create a thread, or change only what is given of it',
    ja: 'スレッドを作成します。すでにあれば、指定した項目だけを変更します',
  },
  'cli.help.thread.list': { en: 'list the threads of a site', ja: 'サイトのスレッド一覧を表示します' },
  'cli.help.thread.key': {
    en: "name within the site; an integer is the form''s comment_post_ID",
    ja: 'サイト内での名前（整数ならフォームの comment_post_ID と一致します）',
  },
  'cli.help.thread.title': {
    en: 'title of the page; needed for a new thread',
    ja: 'ページのタイトル（新規作成時は必須）',
  },
  'cli.help.thread.url': {
    en: 'address of the page, or its path on the desk; "" = the desk\'\'s own page of the thread',
    ja: 'ページの URL、またはデスク上のパス（"" = デスクが用意するページ）',
  },
  'cli.help.thread.locale': {
    en: 'language of the page; "" = the site\'\'s',
    ja: 'ページの言語（"" = サイトと同じ）',
  },
  'cli.help.thread.closed': { en: 'takes no more submissions', ja: '新しい投稿を受け付けません' },
  'cli.help.thread.open': { en: 'takes submissions again', ja: '投稿の受け付けを再開します' },
  'cli.help.thread.hidden': { en: 'unknown to readers', ja: '読者に見せません' },
  'cli.help.thread.visible': { en: 'known to readers again', ja: '再び読者に見せます' },

  'cli.help.moderator': { en: 'people who decide', ja: 'モデレーターを管理します' },
  'cli.help.moderator.create': { en: 'create an account', ja: 'アカウントを作成します' },
  'cli.help.moderator.list': { en: 'list every account', ja: 'アカウントの一覧を表示します' },
  'cli.help.moderator.reset': {
    en: 'print a link by which the owner of an account chooses a new password',
    ja: 'アカウントの持ち主が新しいパスワードを設定するためのリンクを表示します',
  },
  'cli.help.moderator.secondFactor': {
    en: 'take a lost second factor away too',
    ja: '紛失した2段階認証も解除します',
  },
  'cli.help.moderator.email': { en: 'e-mail, the sign-in name', ja: 'サインインに使うメールアドレス' },
  'cli.help.moderator.name': { en: 'name that colleagues see', ja: '同僚に表示される名前' },
  'cli.help.moderator.role': {
    en: 'viewer, moderator, lead or admin',
    ja: 'viewer、moderator、lead、admin のいずれか',
  },
  'cli.help.moderator.passwordStdin': {
    en: 'read the password from standard input',
    ja: 'パスワードを標準入力から読み取ります',
  },

  'cli.help.token': { en: 'access for scripts', ja: 'スクリプト用のアクセストークンを管理します' },
  'cli.help.token.create': {
    en: 'print a new bearer token of a moderator; it is shown only once',
    ja: 'モデレーターの Bearer トークンを発行して表示します（表示は一度だけです）',
  },
  'cli.help.token.name': { en: 'what the token is for', ja: 'トークンの用途' },

  'cli.help.policy': { en: 'rules by which the machine decides', ja: '自動判定のルールを管理します' },
  'cli.help.policy.get': {
    en: 'print the policy in force, as YAML that "policy set" takes',
    ja: '現在のポリシーを YAML で表示します（そのまま policy set に渡せます）',
  },
  'cli.help.policy.set': {
    en: 'make a document the policy in force, as a new version',
    ja: '文書を新しい版のポリシーとして適用します',
  },
  'cli.help.policy.check': {
    en: 'say whether a document can be used; changes nothing',
    ja: '文書が使えるかどうかを確かめます（何も変更しません）',
  },
  'cli.help.policy.test': {
    en: 'tell what a policy makes of one text, and why; stores nothing',
    ja: '1 件の本文がどう判定されるかと、その理由を表示します（何も保存しません）',
  },
  'cli.help.policy.text': {
    en: 'the text; without it, standard input',
    ja: '判定する本文。省略時は標準入力',
  },
  'cli.help.policy.file': {
    en: 'YAML or JSON; "-" is standard input',
    ja: 'YAML または JSON のファイル（"-" は標準入力）',
  },
  'cli.help.policy.fileOrInForce': {
    en: 'YAML or JSON; "-" is standard input; without it, the policy in force',
    ja: 'YAML または JSON のファイル（"-" は標準入力。省略時は現在のポリシー）',
  },
  'cli.help.screen': {
    en: 'screen texts without storing them, as comments of a known author',
    ja: '本文を保存せずに判定します（既知の投稿者のコメントとして扱います）',
  },
  'cli.help.screen.jsonl': {
    en: 'one JSON a line on standard input, with text and, if wanted, id',
    ja: '標準入力から 1 行に 1 件の JSON を読みます（text と、必要なら id）',
  },
  'cli.help.screen.policy': {
    en: 'by this policy, YAML or JSON; without it, the policy a new site starts with',
    ja: '判定に使うポリシー（YAML または JSON）。省略時は新しいサイトの初期ポリシー',
  },
});
