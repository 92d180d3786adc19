import { defineMessages } from './messages.js';

/** Signing in, accounts and tokens. */
export const moderatorsMessages = defineMessages({
  'moderators.wrong': {
    en: 'The e-mail address or the password is wrong.',
    ja: 'メールアドレスまたはパスワードが正しくありません。',
  },
  'moderators.locked': {
    en: 'There were too many attempts to sign in. Please try again in {minutes, plural, one {one minute} other {# minutes}}.',
    ja: 'サインインの試行が多すぎます。{minutes} 分後にもう一度お試しください。',
  },
  'moderators.signInFirst': {
    en: 'This needs a moderator who is signed in, or a valid bearer token.',
    ja: 'モデレーターとしてサインインするか、有効なトークンを指定してください。',
  },
  'moderators.role': {
    en: 'This needs the role {role, select, viewer {viewer} moderator {moderator} lead {lead} other {admin}} or one above it.',
    ja: 'この操作には{role, select, viewer {閲覧者} moderator {モデレーター} lead {リーダー} other {管理者}}以上の権限が必要です。',
  },
  'moderators.csrf': {
    en: 'The request did not come from this session of the console. Please reload the page and try again.',
    ja: 'コンソールの現在のセッションからのリクエストであることを確認できませんでした。ページを再読み込みして、もう一度お試しください。',
  },
  'moderators.foreign': {
    en: 'Requests from another site are not taken here.',
    ja: 'ほかのサイトからのリクエストは受け付けていません。',
  },
  'moderators.sessionOnly': {
    en: 'This can be done only when signed in with a password, not with a bearer token.',
    ja: 'この操作はトークンでは行えません。パスワードでサインインしてください。',
  },
  'moderators.stepUp': {
    en: 'Please confirm that it is you: this needs your password or a code, not older than 10 minutes.',
    ja: 'ご本人であることを確認してください。この操作には、10 分以内のパスワードまたはコードの入力が必要です。',
  },
  'moderators.enrolFirst': {
    en: 'This desk asks everybody for a second factor. Please set it up first.',
    ja: 'このデスクでは全員に二要素認証が必要です。先に設定してください。',
  },
  'moderators.setupGone': {
    en: 'This link has been used or is not valid. Restart the desk to get a new one if there is no admin yet.',
    ja: 'このリンクはすでに使われたか、無効です。管理者がまだいない場合は、Replydesk を再起動すると新しいリンクが発行されます。',
  },
  'moderators.fault.email': {
    en: 'Please enter an e-mail address such as name@example.com.',
    ja: 'name@example.com のようなメールアドレスを入力してください。',
  },
  'moderators.fault.name': {
    en: 'Please enter a name of 1 to 100 characters.',
    ja: '名前を 1～100 文字で入力してください。',
  },
  'moderators.fault.password': {
    en: 'Please choose a password of 12 to 1,000 characters.',
    ja: 'パスワードは 12～1,000 文字で設定してください。',
  },
  'moderators.fault.role': {
    en: 'The role is one of viewer, moderator, lead, admin.',
    ja: '権限は viewer、moderator、lead、admin のいずれかを指定してください。',
  },
  'moderators.fault.taken': {
    en: 'There already is a moderator with this e-mail address.',
    ja: 'このメールアドレスのモデレーターはすでに登録されています。',
  },
  'moderators.fault.tokenName': {
    en: 'Please enter a name of 1 to 100 characters that tells what the token is for.',
    ja: 'トークンの用途がわかる名前を 1～100 文字で入力してください。',
  },
});
