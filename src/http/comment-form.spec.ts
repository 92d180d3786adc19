import { type CommentFormView, renderCommentForm } from './comment-form.js';

const view = (over: Partial<CommentFormView> = {}): CommentFormView => ({
  language: 'en',
  action: '/wp-comments-post.php',
  threadKey: '101',
  permalink: 'https://news.example.com/a/',
  parent: null,
  values: { author: '', email: '', url: '', comment: '' },
  consent: false,
  requireNameEmail: true,
  formKey: '3f0e5a1c-0000-4000-8000-000000000000',
  ...over,
});

const tag = (html: string, id: string): string =>
  html.match(new RegExp(`<[a-z0-9]+ [^>]*id="${id}"[^>]*>`))?.[0] ?? '';

describe('the comment form', () => {
  it("has WordPress's fields in WordPress's order", () => {
    const html = renderCommentForm(view());
    expect([...html.matchAll(/ name="([^"]+)"/g)].map(([, name]) => name)).toEqual([
      'comment',
      'author',
      'email',
      'url',
      'wp-comment-cookies-consent',
      'submit',
      'comment_post_ID',
      'comment_parent',
      'replydesk_key',
    ]);
  });

  it.each([
    ['comment', '<textarea id="comment" name="comment" cols="45" rows="8" maxlength="65525" required>'],
    [
      'author',
      '<input id="author" name="author" type="text" value="" size="30" maxlength="245" autocomplete="name" required />',
    ],
    [
      'email',
      '<input id="email" name="email" type="email" value="" size="30" maxlength="100" autocomplete="email" aria-describedby="email-notes" required />',
    ],
    ['url', '<input id="url" name="url" type="url" value="" size="30" maxlength="200" autocomplete="url" />'],
    [
      'wp-comment-cookies-consent',
      '<input id="wp-comment-cookies-consent" name="wp-comment-cookies-consent" type="checkbox" value="yes" />',
    ],
    ['submit', '<input name="submit" type="submit" id="submit" class="submit" value="Post Comment" />'],
    ['comment_post_ID', '<input type="hidden" name="comment_post_ID" value="101" id="comment_post_ID" />'],
    ['comment_parent', '<input type="hidden" name="comment_parent" id="comment_parent" value="0" />'],
    [
      'cancel-comment-reply-link',
      '<a rel="nofollow" id="cancel-comment-reply-link" href="https://news.example.com/a/#respond">',
    ],
    [
      'commentform',
      '<form action="/wp-comments-post.php" method="post" id="commentform" class="comment-form">',
    ],
    ['respond', '<div id="respond" class="comment-respond">'],
    ['reply-title', '<h3 id="reply-title" class="comment-reply-title">'],
  ])('%s is the element WordPress writes', (id, element) => {
    expect(tag(renderCommentForm(view()), id)).toBe(element);
  });

  it('begins its heading with text, which comment-reply scripts replace', () => {
    expect(renderCommentForm(view())).toContain('class="comment-reply-title">Leave a Reply <small>');
    for (const language of ['en', 'ja'] as const) {
      const html = renderCommentForm(view({ language, parent: { id: 7, author: 'Ann' } }));
      expect(html).toMatch(/class="comment-reply-title">[^<]+<a href="#comment-7">Ann<\/a>/);
      expect(html).toContain('id="comment_parent" value="7"');
      expect(html).toContain('class="comment-respond comment-respond-reply"');
    }
  });

  it('speaks Japanese as WordPress does', () => {
    const html = renderCommentForm(view({ language: 'ja' }));
    for (const text of [
      'コメントを残す',
      'コメントをキャンセル',
      'メールアドレスが公開されることはありません。',
      '<span class="required">*</span> が付いている欄は必須項目です',
      'コメント <span class="required">*</span></label>',
      '名前 <span class="required">*</span></label>',
      'メールアドレス <span class="required">*</span></label>',
      'ウェブサイト</label>',
      'value="コメントを送信"',
    ]) {
      expect(html).toContain(text);
    }
  });

  it('asks for name and e-mail only where the site does', () => {
    const html = renderCommentForm(view({ requireNameEmail: false }));
    expect(tag(html, 'author')).not.toContain('required');
    expect(tag(html, 'email')).not.toContain('required');
    expect(tag(html, 'comment')).toContain('required');
    expect(html.match(/class="required"/g)).toHaveLength(2);
  });

  it('keeps what was typed, escaped, with leading line breaks', () => {
    const html = renderCommentForm(
      view({
        values: { author: '"><b>', email: "'a@b", url: 'x"y', comment: '\n</textarea><script>' },
        consent: true,
      }),
    );
    expect(html).not.toMatch(/<b>|<script>/);
    expect(html).toContain('value="&quot;&gt;&lt;b&gt;"');
    expect(html).toContain('required>\n\n&lt;/textarea&gt;&lt;script&gt;</textarea>');
    expect(tag(html, 'wp-comment-cookies-consent')).toContain(' checked');
  });

  it('ties an error to its field', () => {
    const html = renderCommentForm(view({ fieldError: { field: 'email', message: 'Not <an> address.' } }));
    expect(tag(html, 'email')).toContain(
      'aria-describedby="email-notes email-error" aria-invalid="true" autofocus',
    );
    expect(html).toContain(
      '<span id="email-error" class="comment-form-error">Not &lt;an&gt; address.</span>',
    );
    expect(html.match(/aria-invalid/g)).toHaveLength(1);
  });

  it('has neither script nor inline style', () => {
    expect(renderCommentForm(view())).not.toMatch(/<script|style=|\son[a-z]+=|javascript:/i);
  });
});
