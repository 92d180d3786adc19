import type { RejectReason } from '../domain/decision.entity.js';
import { defineMessages, type Language, say } from './messages.js';

/** What the author of a rejected comment is told: which rule it broke, and what would be welcome instead. */
const reasonMessages = defineMessages<Exclude<RejectReason, 'spam'> | 'author-measure'>({
  'author-measure': {
    en: 'Your comment was not published because comments from you are not accepted here at the moment.',
    ja: '現在、お客様からのコメントは受け付けていないため、掲載できませんでした。',
  },
  abuse: {
    en: 'Your comment was not published because it attacks or degrades other people. You are welcome to make the same point without that.',
    ja: 'ご投稿いただいたコメントは、他の方への攻撃や差別にあたる表現が含まれているため掲載できませんでした。表現を改めたうえで、あらためてご投稿ください。',
  },
  'off-topic': {
    en: 'Your comment was not published because it is not about the article. Please post it below an article on the subject.',
    ja: 'ご投稿いただいたコメントは、記事の内容と関係がないため掲載できませんでした。関連する記事へのご投稿をお待ちしています。',
  },
  'personal-data': {
    en: 'Your comment was not published because it contains personal information such as an address or a telephone number. You are welcome to send it again without that.',
    ja: 'ご投稿いただいたコメントは、住所や電話番号などの個人情報が含まれているため掲載できませんでした。該当箇所を除いて、あらためてご投稿ください。',
  },
  illegal: {
    en: 'Your comment was not published because we believe that publishing it would be against the law.',
    ja: 'ご投稿いただいたコメントは、掲載が法令に反するおそれがあるため掲載できませんでした。',
  },
  other: {
    en: 'Your comment was not published because it does not follow the rules of this comment section.',
    ja: 'ご投稿いただいたコメントは、コメント欄の利用ルールに沿っていないため掲載できませんでした。',
  },
});

/** What the author is told of a reason, in the author's language; null for spam, whose senders are told nothing. */
export function reasonText(language: Language, reason: RejectReason): string | null {
  return reason === 'spam' ? null : say(language, reasonMessages, reason);
}

/** What the author is told of a rejection: of the reason a person chose, else of the rule; most rules are told as `other`. */
export function rejectionText(language: Language, reason: string): string {
  return say(language, reasonMessages, isKnown(reason) ? reason : 'other');
}

function isKnown(reason: string): reason is keyof typeof reasonMessages {
  return Object.hasOwn(reasonMessages, reason);
}
