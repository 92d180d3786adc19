import { defineMessages } from './messages.js';

/** Titles of the problem documents that belong to no step. */
export const httpMessages = defineMessages({
  'http.400': { en: 'The request could not be understood', ja: 'リクエストを読み取れませんでした' },
  'http.401': { en: 'Please sign in', ja: 'サインインしてください' },
  'http.403': { en: 'Not allowed', ja: '許可されていません' },
  'http.404': { en: 'Not found', ja: '見つかりませんでした' },
  'http.405': { en: 'Method not allowed', ja: 'このメソッドは使えません' },
  'http.409': { en: 'Conflict', ja: 'ほかの変更と衝突しました' },
  'http.413': { en: 'The request is too large', ja: 'リクエストが大きすぎます' },
  'http.415': { en: 'This content type is not read here', ja: 'この形式のデータは受け付けていません' },
  'http.422': { en: 'The request cannot be carried out', ja: 'リクエストを実行できません' },
  'http.429': { en: 'Too many requests', ja: 'リクエストが多すぎます' },
  'http.431': { en: 'Too many request headers', ja: 'リクエストヘッダーが多すぎます' },
  'http.500': { en: 'Something went wrong on our side', ja: 'サーバーで問題が発生しました' },
  'http.503': {
    en: 'The desk cannot answer right now; please try again in a moment',
    ja: '現在応答できません。しばらくしてからもう一度お試しください',
  },
});
