import {
  Check,
  Column,
  CreateDateColumn,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
} from 'typeorm';
import { Moderator } from './moderator.entity.js';
import { Submission } from './submission.entity.js';

/** What a note is about: one submission, or its author. */
export const NOTE_SUBJECTS = ['submission', 'author'] as const;

/** What a note is about. */
export type NoteSubject = (typeof NOTE_SUBJECTS)[number];

/** What one moderator tells the others; append-only. It is withdrawn by a row of its own, without a text. */
@Entity('note')
@Check('note_about', `about in ('submission', 'author')`)
@Check('note_author', `(about = 'author') = (author_key is not null)`)
@Check('note_withdrawal', `(text = '') = (withdraws_id is not null)`)
@Index('note_written_on', ['submissionId'])
@Index('note_of_author', ['authorKey'], { where: 'author_key is not null' })
@Index('note_withdrawn', ['withdrawsId'], { unique: true, where: 'withdraws_id is not null' })
export class Note {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'note_pkey' })
  id: string;

  /** What it was written on. */
  @Column('uuid', { name: 'submission_id' })
  submissionId: string;

  @ManyToOne(() => Submission, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'submission_id', foreignKeyConstraintName: 'note_submission' })
  submission?: Submission;

  @Column('text')
  about: NoteSubject;

  /** Keyed hash of the author (domain/keys.ts), of a note about one. */
  @Column('text', { name: 'author_key', nullable: true })
  authorKey: string | null;

  /** Plain text. */
  @Column('text')
  text: string;

  /** The note that this row withdraws. */
  @Column('uuid', { name: 'withdraws_id', nullable: true })
  withdrawsId: string | null;

  @Column('uuid', { name: 'moderator_id' })
  moderatorId: string;

  @ManyToOne(() => Moderator, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'moderator_id', foreignKeyConstraintName: 'note_moderator' })
  moderator?: Moderator;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
