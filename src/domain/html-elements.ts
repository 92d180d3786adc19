/** Names of HTML's elements (WHATWG HTML, section 4, and the obsolete ones of section 16), with `svg` and `math`. */
export const HTML_ELEMENTS: ReadonlySet<string> = new Set(
  `a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big blink blockquote body br
   button canvas caption center cite code col colgroup command content data datalist dd del details dfn dialog dir div dl
   dt element em embed fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr
   html i iframe image img input ins isindex kbd keygen label legend li link listing main map mark marquee math menu
   menuitem meta meter multicol nav nextid nobr noembed noframes noscript object ol optgroup option output p param picture
   plaintext portal pre progress q rb rp rt rtc ruby s samp script search section select shadow slot small source spacer
   span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time title tr track tt u
   ul var video wbr xmp`.split(/\s+/),
);

/** Attributes that stand without a value (WHATWG HTML, list of attributes). */
const BOOLEAN_ATTRIBUTES: ReadonlySet<string> = new Set(
  `allowfullscreen async autofocus autoplay checked compact controls default defer disabled formnovalidate hidden inert
   ismap itemscope loop multiple muted nohref nomodule noshade novalidate nowrap open playsinline readonly required
   reversed selected`.split(/\s+/),
);

/** Whether an attribute may stand without a value; other bare words show that a "tag" is prose. */
export function isBooleanAttribute(name: string): boolean {
  return BOOLEAN_ATTRIBUTES.has(name);
}
