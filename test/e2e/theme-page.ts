import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A site of another address whose theme has WordPress's form, only the action swapped. */
export interface ThemeSite {
  url: string;
  close(): Promise<void>;
}

const form = (action: string) => `<div id="respond" class="comment-respond">
<h2 id="reply-title" class="comment-reply-title">Leave a comment</h2>
<form action="${action}" method="post" id="commentform" class="comment-form">
<p class="comment-notes"><span id="email-notes">Your email address will not be published.</span></p>
<p class="comment-form-comment"><label for="comment">Comment</label>
<textarea id="comment" name="comment" cols="45" rows="5" maxlength="65525" required></textarea></p>
<p class="comment-form-author"><label for="author">Name</label>
<input id="author" name="author" type="text" value="" size="30" maxlength="245" autocomplete="name" required /></p>
<p class="comment-form-email"><label for="email">Email</label>
<input id="email" name="email" type="email" value="" size="30" maxlength="100" aria-describedby="email-notes" autocomplete="email" required /></p>
<p class="comment-form-url"><label for="url">Website</label>
<input id="url" name="url" type="url" value="" size="30" maxlength="200" autocomplete="url" /></p>
<p class="comment-form-cookies-consent"><input id="wp-comment-cookies-consent" name="wp-comment-cookies-consent" type="checkbox" value="yes" />
<label for="wp-comment-cookies-consent">Save my name, email, and website in this browser for the next time I comment.</label></p>
<p class="form-submit"><input name="submit" type="submit" id="submit" class="submit" value="Post Comment" />
<input type='hidden' name='comment_post_ID' value='101' id='comment_post_ID' />
<input type='hidden' name='comment_parent' id='comment_parent' value='0' /></p>
</form></div>`;

/** Serves one article at `/article/`; the form posts to `action`. */
export async function startThemeSite(action: string): Promise<ThemeSite> {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html; charset=UTF-8');
    response.end(
      `<!doctype html><html lang="en"><title>Article</title><h1>Article</h1>${form(action)}</html>`,
    );
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
