import { Injectable } from '@nestjs/common';
import { renderBody } from './render-body.js';

/** Characters of bodies and their HTML that are kept; a few thousand comments. */
const MAX_CHARACTERS = 8_000_000;

/** Rendered bodies of the comments shown last, so that a page costs no parsing. */
@Injectable()
export class RenderedBodies {
  private readonly kept = new Map<number, { body: string; html: string }>();
  private characters = 0;

  /** The HTML of a comment's body (`renderBody`). */
  html(comment: { id: number; body: string }): string {
    const known = this.kept.get(comment.id);
    if (known !== undefined) this.forget(comment.id, known);
    const entry =
      known?.body === comment.body ? known : { body: comment.body, html: renderBody(comment.body) };
    this.kept.set(comment.id, entry);
    this.characters += entry.body.length + entry.html.length;
    for (const [id, oldest] of this.kept) {
      if (this.characters <= MAX_CHARACTERS) break;
      this.forget(id, oldest);
    }
    return entry.html;
  }

  private forget(id: number, entry: { body: string; html: string }): void {
    this.kept.delete(id);
    this.characters -= entry.body.length + entry.html.length;
  }
}
