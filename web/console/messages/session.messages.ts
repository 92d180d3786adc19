import { defineMessages } from './messages.js';

/** Sign-in and set-up. */
export const sessionMessages = defineMessages({
  'signIn.title': { en: 'Sign in to the review desk', ja: '審査デスクにサインイン' },
  'signIn.email': { en: 'E-mail', ja: 'メールアドレス' },
  'signIn.password': { en: 'Password', ja: 'パスワード' },
  'signIn.submit': { en: 'Sign in', ja: 'サインイン' },
  'signIn.expired': {
    en: 'Your session has ended. Sign in to carry on where you were.',
    ja: 'セッションが終了しました。サインインすると続きから作業できます。',
  },
  'signIn.failed': { en: 'Could not sign in', ja: 'サインインできませんでした' },
  'signIn.with': { en: 'Sign in with {name}', ja: '{name}でサインイン' },
  'signIn.other.unreachable': {
    en: 'The other service cannot be reached. Try again later, or use your password.',
    ja: '外部サービスに接続できません。時間をおいて再度お試しいただくか、パスワードをご利用ください。',
  },
  'signIn.other.late': {
    en: 'That took too long, or began in another browser. Please start again.',
    ja: '時間がかかりすぎたか、別のブラウザーで始められたため、サインインできませんでした。もう一度お試しください。',
  },
  'signIn.other.refused': {
    en: 'The other service did not confirm who you are.',
    ja: '外部サービスで本人確認ができませんでした。',
  },
  'signIn.other.unknown': {
    en: 'Nobody has invited this account. Ask an administrator to invite its e-mail address.',
    ja: 'このアカウントは招待されていません。管理者にメールアドレスの招待を依頼してください。',
  },
  'setup.title': { en: 'Create the first administrator', ja: '最初の管理者を作成' },
  'setup.intro': {
    en: 'This account can do everything, and can invite others later.',
    ja: 'このアカウントはすべての操作ができ、あとから他の人を招待できます。',
  },
  'setup.name': { en: 'Display name', ja: '表示名' },
  'setup.nameHint': {
    en: 'Colleagues see this name beside your decisions.',
    ja: '判断の横に表示され、同僚に見えます。',
  },
  'setup.passwordHint': {
    en: 'At least 12 characters. A sentence works well.',
    ja: '12文字以上。文章にすると覚えやすくなります。',
  },
  'setup.passwordShort': {
    en: '{missing, plural, one {One more character is needed.} other {# more characters are needed.}}',
    ja: 'あと{missing}文字必要です。',
  },
  'setup.required': { en: 'Please fill in this field.', ja: '入力してください。' },
  'setup.submit': { en: 'Create and sign in', ja: '作成してサインイン' },
  'setup.failed': { en: 'Could not create the account', ja: 'アカウントを作成できませんでした' },
  'setup.noToken': {
    en: 'This link is incomplete. Use the whole one-time link that was printed when Replydesk started.',
    ja: 'リンクが不完全です。Replydesk の起動時に表示されたワンタイムリンク全体を開いてください。',
  },
  'setup.toSignIn': { en: 'Go to sign-in', ja: 'サインイン画面へ' },
  'session.signOut': { en: 'Sign out', ja: 'サインアウト' },
  'session.account': { en: 'Account: {name}', ja: 'アカウント：{name}' },
  'role.viewer': { en: 'Viewer', ja: '閲覧者' },
  'role.moderator': { en: 'Moderator', ja: 'モデレーター' },
  'role.lead': { en: 'Lead', ja: 'リーダー' },
  'role.admin': { en: 'Administrator', ja: '管理者' },
  'error.offline': {
    en: 'The server could not be reached. Check the connection and try again.',
    ja: 'サーバーに接続できません。接続を確認して、もう一度お試しください。',
  },
  'error.status': {
    en: 'The server answered with an error ({status}).',
    ja: 'サーバーがエラーを返しました（{status}）。',
  },
  'error.unexpected': {
    en: 'Something went wrong in the console. Reload the page to carry on.',
    ja: 'コンソールで問題が発生しました。ページを再読み込みしてください。',
  },
  'error.retry': { en: 'Try again', ja: '再試行' },
  'error.reload': { en: 'Reload', ja: '再読み込み' },
});
