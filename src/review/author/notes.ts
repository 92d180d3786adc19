import { Inject, Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import type { NoteView } from '../../contract/item-api.js';
import { KEYS } from '../../database/keys.module.js';
import type { Keys } from '../../domain/keys.js';
import type { NoteSubject } from '../../domain/note.entity.js';
import { authorOf } from './author.query.js';

/** Notes that are shown, the newest. */
const MOST = 200;

/** A note that somebody writes. */
export interface NewNote {
  submissionId: string;
  moderatorId: string;
  about: NoteSubject;
  text: string;
}

interface Row extends Omit<NoteView, 'at' | 'withdrawnAt'> {
  at: Date;
  withdrawnAt: Date | null;
}

/** Notes between moderators, on submissions and on authors. */
@Injectable()
export class Notes {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(KEYS) private readonly keys: Keys,
  ) {}

  /** Those on a submission and on its author, oldest first, as `reader` sees them; null when there is no submission. */
  async on(submissionId: string, reader: string): Promise<NoteView[] | null> {
    const author = await authorOf(this.dataSource.manager, this.keys, submissionId);
    if (author === null) return null;
    const notes = await this.read(
      `(n.about = 'submission' and n.submission_id = $2) or (n.about = 'author' and n.author_key = $3)`,
      [reader, submissionId, author.key],
    );
    return notes.toReversed();
  }

  /** @returns the note; `unknown` submission; `nobody` to write about: the author gave neither name nor e-mail. */
  async write({ submissionId, moderatorId, about, text }: NewNote): Promise<NoteView | 'unknown' | 'nobody'> {
    const author = await authorOf(this.dataSource.manager, this.keys, submissionId);
    if (author === null) return 'unknown';
    if (about === 'author' && author.key === null) return 'nobody';
    const id = randomUUID();
    await this.dataSource.query(
      `insert into note (id, submission_id, about, author_key, text, moderator_id) values ($1, $2, $3, $4, $5, $6)`,
      [id, submissionId, about, about === 'author' ? author.key : null, text, moderatorId],
    );
    return (await this.find(id, moderatorId)) ?? 'unknown';
  }

  /** Takes its text from a note; once is enough. @returns null when there is none; `not-own` when another wrote it. */
  async withdraw(id: string, moderatorId: string): Promise<NoteView | null | 'not-own'> {
    const note = await this.find(id, moderatorId);
    if (note === null) return null;
    if (!note.own) return 'not-own';
    await this.dataSource.query(
      `insert into note (id, submission_id, about, author_key, text, withdraws_id, moderator_id)
       select $2, submission_id, about, author_key, '', id, moderator_id from note where id = $1
           on conflict do nothing`,
      [id, randomUUID()],
    );
    return this.find(id, moderatorId);
  }

  private async find(id: string, reader: string): Promise<NoteView | null> {
    const [note] = await this.read('n.id = $2', [reader, id]);
    return note ?? null;
  }

  /** Newest first. What was withdrawn is there, without its text. */
  private async read(where: string, values: unknown[]): Promise<NoteView[]> {
    const rows: Row[] = await this.dataSource.query(
      `select n.id, n.about, case when w.id is null then n.text else '' end as text, m.name as by,
              n.moderator_id = $1 as own, n.created_at as at, w.created_at as "withdrawnAt"
         from note n join moderator m on m.id = n.moderator_id left join note w on w.withdraws_id = n.id
        where n.withdraws_id is null and (${where}) order by n.created_at desc, n.id desc limit ${MOST}`,
      values,
    );
    return rows.map(({ at, withdrawnAt, ...row }) => ({
      ...row,
      at: at.toISOString(),
      withdrawnAt: withdrawnAt?.toISOString() ?? null,
    }));
  }
}
