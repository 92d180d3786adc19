import { defineMessages } from './messages.js';

/** What moderators do with their own account, and admins with those of others. */
export const accountMessages = defineMessages({
  'account.wrongCode': {
    en: 'This code is wrong, too old, or was used before. Please wait for the next one, or use a recovery code.',
    ja: 'コードが正しくないか、期限切れ、または使用済みです。次のコードを待つか、リカバリーコードを入力してください。',
  },
  'account.wrongPassword': {
    en: 'The password is wrong.',
    ja: 'パスワードが正しくありません。',
  },
  'account.passwordAgain': {
    en: 'That took too long. Please sign in with your password again.',
    ja: '時間切れです。もう一度パスワードでサインインしてください。',
  },
  'account.secondFactorIsOn': {
    en: 'Codes are asked for already. Switch them off first to set up another app.',
    ja: '二要素認証はすでに有効です。別のアプリを設定するには、先に無効にしてください。',
  },
  'account.secondFactorIsOff': {
    en: 'No codes are asked for: set up the second factor first.',
    ja: '二要素認証が有効ではありません。先に設定してください。',
  },
  'account.secondFactorStays': {
    en: 'This desk asks everybody for a second factor, so it cannot be switched off.',
    ja: 'このデスクでは全員に二要素認証が必要なため、無効にできません。',
  },
  'people.lastAdmin': {
    en: 'This is the only admin who can sign in. Make somebody else an admin first.',
    ja: 'サインインできる唯一の管理者です。先に別の人を管理者にしてください。',
  },
  'people.own': {
    en: 'You do this to your own account on the page "My account".',
    ja: 'ご自身のアカウントについては「アカウント」のページで操作してください。',
  },
  'people.higher': {
    en: 'A lead can do this for viewers and moderators only. Please ask an admin.',
    ja: 'リーダーが操作できるのは閲覧者とモデレーターのみです。管理者に依頼してください。',
  },
  'people.off': {
    en: 'This account is switched off. Switch it on first.',
    ja: 'このアカウントは停止中です。先に再開してください。',
  },
  'people.linkGone': {
    en: 'This link was used, is too old, or is not valid. Please ask an admin for a new one.',
    ja: 'このリンクはすでに使われたか、期限切れ、または無効です。管理者に新しいリンクを依頼してください。',
  },
});
