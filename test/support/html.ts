import { Parser } from 'htmlparser2';

/** An element of a page, with the text inside it. */
export interface HtmlElement {
  name: string;
  attribs: Record<string, string>;
  /** Text of it and of what is inside it, white space collapsed. */
  text: string;
  /** What is inside it. */
  inside: HtmlElement[];
}

/** The elements of an HTML text in document order, as an HTML parser sees them. */
export function elementsOf(html: string): HtmlElement[] {
  const all: HtmlElement[] = [];
  const open: HtmlElement[] = [];
  const parser = new Parser(
    {
      onopentag(name, attribs) {
        const element = { name, attribs, text: '', inside: [] };
        for (const outer of open) outer.inside.push(element);
        all.push(element);
        open.push(element);
      },
      ontext(text) {
        for (const outer of open) outer.text += text;
      },
      onclosetag() {
        const closed = open.pop();
        if (closed !== undefined) closed.text = closed.text.replace(/\s+/g, ' ').trim();
      },
    },
    { decodeEntities: true },
  );
  parser.write(html);
  parser.end();
  return all;
}

/** The element with an id; undefined where there is none. */
export function elementById(html: string, id: string): HtmlElement | undefined {
  return elementsOf(html).find(({ attribs }) => attribs['id'] === id);
}

/** The elements with a class. */
export function elementsByClass(html: string, className: string): HtmlElement[] {
  return elementsOf(html).filter(({ attribs }) => attribs['class']?.split(' ').includes(className));
}
