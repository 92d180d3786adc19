import { type Outlet, PostFailure, post } from '../../http/outbound/post.js';
import { type ModerationProvider, type ProviderAnswer } from './provider.js';

/** The account at Akismet. */
export interface AkismetConfig {
  /** The whole address: `https://rest.akismet.com/1.1/comment-check`. */
  url: string;
  key: string;
  /** Address of the site that the key is for (`blog`). */
  site: string;
  timeoutMs: number;
}

/** `true` of Akismet is spam, yet it errs: enough for a person to look, less than its "discard". */
const SPAM = 0.9;

/**
 * Akismet's comment-check (https://akismet.com/developers/detailed-docs/comment-check/). It cannot do without the network
 * address. Its advice to discard is only the highest weight: nothing disappears.
 */
export function akismetProvider(outlet: Outlet, config: AkismetConfig): ModerationProvider {
  const { url, key, site, timeoutMs } = config;
  return {
    id: 'akismet',
    requires: ['text', 'network'],
    uses: ['language', 'email'],
    timeoutMs,
    async classify({ text = '', network = '', language, email }, signal): Promise<ProviderAnswer> {
      const form = new URLSearchParams({
        api_key: key,
        blog: site,
        user_ip: network,
        comment_type: 'comment',
        comment_content: text,
        blog_charset: 'UTF-8',
        ...(language === undefined ? {} : { blog_lang: language }),
        ...(email === undefined ? {} : { comment_author_email: email }),
      });
      const { headers, body } = await post(
        outlet,
        { url, headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: form.toString() },
        signal,
      );
      const word = Buffer.from(body).toString('latin1');
      if (word !== 'true' && word !== 'false') throw new PostFailure('invalid', 'neither true nor false');
      const isBlatant = word === 'true' && headers['x-akismet-pro-tip'] === 'discard';
      return { model: null, labels: { spam: isBlatant ? 1 : word === 'true' ? SPAM : 0 } };
    },
  };
}
