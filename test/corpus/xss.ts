import { CRAFTED } from './xss-crafted.js';

/** What a payload calls if it runs; a browser that shows payloads must have such a function, and see no call of it. */
const CALL = 'ran(1)';

/** A host that nothing may be asked of. */
export const CANARY = 'canary.example';

/** How a text leaves the place it was put into. */
const BREAKERS = [
  '',
  '">',
  "'>",
  '</textarea>',
  '</title></head><body>',
  '</script>',
  '-->',
  '</style>',
  '</noscript>',
  ']]>',
  '"/>',
  '</option></select>',
  '</a></bdi></p>',
  '`>',
];

/** Elements that run something as soon as they are there. */
const ELEMENTS = [
  `<img src=x onerror=${CALL}>`,
  `<svg onload=${CALL}>`,
  `<svg/onload=${CALL}//`,
  `<body onload=${CALL}>`,
  `<script>${CALL}</script>`,
  `<ScRiPt >${CALL}</sCrIpT\t>`,
  `<script/x>${CALL}</script\n>`,
  `<video><source onerror=${CALL}></video>`,
  `<audio src=x onerror=${CALL}></audio>`,
  `<details open ontoggle=${CALL}>x</details>`,
  `<input autofocus onfocus=${CALL}>`,
  `<textarea autofocus onfocus=${CALL}>`,
  `<select autofocus onfocus=${CALL}>`,
  `<x tabindex=1 autofocus onfocus=${CALL}>x</x>`,
  `<iframe onload=${CALL}></iframe>`,
  `<iframe srcdoc="&lt;script&gt;parent.${CALL}&lt;/script&gt;"></iframe>`,
  `<iframe src="javascript:parent.${CALL}"></iframe>`,
  `<object data="javascript:${CALL}"></object>`,
  `<embed src="javascript:${CALL}">`,
  `<style onload=${CALL}></style>`,
  `<link rel=stylesheet href=data:text/css, onload=${CALL}>`,
  `<svg><animate onbegin=${CALL} attributeName=x dur=1s>`,
  `<svg><set onbegin=${CALL} attributeName=x dur=1s>`,
  `<svg><script>${CALL}</script></svg>`,
  `<svg><script>&#114;an(1)</script></svg>`,
  `<svg><foreignObject><img src=x onerror=${CALL}></foreignObject></svg>`,
  `<math><mtext><img src=x onerror=${CALL}></mtext></math>`,
  `<marquee onstart=${CALL}>x</marquee>`,
  `<div style="animation:x 1s" onanimationstart=${CALL}>x</div>`,
  `<img src=x oneonerrorrror=1 onerror\t=\n${CALL}>`,
  `<img/src="x"/onerror="${CALL}"/>`,
  `<image src=x onerror=${CALL}>`,
  `<dialog open autofocus tabindex=1 onfocus=${CALL}>x</dialog>`,
  `<button popovertarget=p autofocus onfocus=${CALL}>x</button>`,
];

/** Addresses that run something when they are followed. */
const ADDRESSES = [
  `javascript:${CALL}`,
  `JaVaScRiPt:${CALL}`,
  ` javascript:${CALL}`,
  `\u0001javascript:${CALL}`,
  `java\tscript:${CALL}`,
  `java\nscript:${CALL}`,
  `javascript\n:${CALL}`,
  `javascript&colon;${CALL}`,
  `&#106;avascript:${CALL}`,
  `&#x6a&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3a${CALL}`,
  `javascript://example.org/%0a${CALL}`,
  `javascript:"https://example.org/";${CALL}`,
  `vbscript:${CALL}`,
  `data:text/html,<script>${CALL}</script>`,
  `data:text/html;base64,PHNjcmlwdD5yYW4oMSk8L3NjcmlwdD4=`,
  `data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" onload="${CALL}"/>`,
  `blob:https://${CANARY}/1`,
  `view-source:javascript:${CALL}`,
  `\u3000javascript:${CALL}`,
  `ｊavascript:${CALL}`,
  `https://example.org/"onmouseover="${CALL}`,
  `https://example.org/'><img src=x onerror=${CALL}>`,
  `//${CANARY}/x`,
  `https:javascript:${CALL}`,
];

/** Where such an address may stand. */
const HOLDERS: readonly ((address: string) => string)[] = [
  (address) => `<a href="${address}" autofocus>x</a>`,
  (address) => `<iframe src="${address}"></iframe>`,
  (address) => `<form action="${address}"><button>x</button></form>`,
  (address) => `<object data="${address}"></object>`,
  (address) => `<svg><a xlink:href="${address}"><text y=9>x</text></a></svg>`,
  (address) => `<math href="${address}">x</math>`,
  (address) => `<base href="${address}/">`,
  (address) => `<meta http-equiv=refresh content="0;url=${address}">`,
  (address) => `<svg><use href="${address}"></use></svg>`,
  (address) => `[x](${address})`,
];

const each = (text: string, write: (code: number) => string) =>
  Array.from(text)
    .map((character) => write(character.codePointAt(0) ?? 0))
    .join('');
const hex = (code: number, digits: number) => code.toString(16).padStart(digits, '0');

/** The same written so that something must decode it first. */
const ENCODINGS: readonly ((text: string) => string)[] = [
  (text) => each(text, (code) => `&#${code};`),
  (text) => each(text, (code) => `&#${String(code).padStart(7, '0')}`),
  (text) => each(text, (code) => `&#x${hex(code, 2)};`),
  (text) => text.replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
  (text) => text.replaceAll('<', '&amp;lt;').replaceAll('>', '&amp;gt;'),
  (text) => encodeURIComponent(text),
  (text) => encodeURIComponent(encodeURIComponent(text)),
  (text) => each(text, (code) => `%u${hex(code, 4)}`),
  (text) => each(text, (code) => `\\u${hex(code, 4)}`),
  (text) => each(text, (code) => `\\u{${hex(code, 1)}}`),
  (text) => each(text, (code) => `\\x${hex(code, 2)}`),
  (text) => each(text, (code) => `\\${code.toString(8)}`),
  (text) => each(text, (code) => `\\${hex(code, 6)}`),
  (text) => Buffer.from(text).toString('base64'),
  (text) =>
    text.replace(
      /[<>"']/g,
      (mark) => `+${Buffer.from(mark, 'utf16le').swap16().toString('base64').replace(/=+$/, '')}-`,
    ),
  (text) => each(text, (code) => (code > 32 && code < 127 ? String.fromCodePoint(code + 0xfee0) : ' ')),
  (text) => Array.from(text).join('\u200b'),
  (text) => `\u202e${Array.from(text).toReversed().join('')}\u202c`,
];

const rotated = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;

/** Texts that would run a script, ask for something elsewhere or change a page that shows them as anything but text. */
export const XSS_PAYLOADS: readonly string[] = [
  ...new Set([
    ...ELEMENTS,
    ...BREAKERS.flatMap((breaker, index) =>
      [0, 1, 2].map((step) => breaker + rotated(ELEMENTS, index * 3 + step)),
    ),
    ...ADDRESSES,
    ...ADDRESSES.map((address, index) => rotated(HOLDERS, index)(address)),
    ...HOLDERS.map((holder) => holder(`javascript:${CALL}`)),
    ...ENCODINGS.flatMap((encode) => [ELEMENTS[0], ELEMENTS[4]].map((text) => encode(text ?? ''))),
    ...CRAFTED,
  ]),
];
