import { Column, Entity, Index, JoinColumn, ManyToOne, OneToOne, PrimaryColumn } from 'typeorm';
import { Submission } from './submission.entity.js';
import { Thread } from './thread.entity.js';

/** Deepest level a comment is shown at; deeper replies stand at this level (WordPress: thread_comments_depth 5). */
export const MAX_DEPTH = 5;

/** An approved submission as readers see it. What is not approved is not in this table. */
@Entity('comment')
@Index('comment_order', ['threadId', 'path'], { unique: true })
export class Comment {
  /** The submission's number. */
  @PrimaryColumn('bigint')
  id: number;

  @Column('uuid', { name: 'submission_id' })
  submissionId: string;

  @OneToOne(() => Submission, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'submission_id' })
  submission?: Submission;

  @Column('uuid', { name: 'site_id' })
  siteId: string;

  @Column('uuid', { name: 'thread_id' })
  threadId: string;

  @ManyToOne(() => Thread, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'thread_id' })
  thread?: Thread;

  /** Comment replied to; kept when that comment is taken down. */
  @Column('bigint', { name: 'parent_id', nullable: true })
  parentId: number | null;

  /** Ids from the top of the branch to this comment, at most MAX_DEPTH; its order is the thread's order. */
  @Column('bigint', { array: true })
  path: number[];

  @Column('text', { name: 'author_name' })
  authorName: string;

  @Column('text', { name: 'author_url' })
  authorUrl: string;

  /** Text with the allowed tags only (domain/comment-markup.ts, purify); rendered again at output. */
  @Column('text')
  body: string;

  @Column('text', { nullable: true })
  language: 'en' | 'ja' | null;

  @Column('timestamptz', { name: 'submitted_at' })
  submittedAt: Date;

  @Column('timestamptz', { name: 'published_at', default: () => 'now()' })
  publishedAt: Date;
}
