import {
  Check,
  Column,
  CreateDateColumn,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  OneToOne,
  PrimaryColumn,
} from 'typeorm';
import { Comment } from './comment.entity.js';
import { Decision } from './decision.entity.js';
import { Moderator } from './moderator.entity.js';
import { Submission } from './submission.entity.js';

/** What a reader says is wrong with a published comment. */
export const REPORT_KINDS = ['insult', 'hate', 'spam', 'private-data', 'illegal', 'other'] as const;

/** What a reader says is wrong with a published comment. */
export type ReportKind = (typeof REPORT_KINDS)[number];

/** A reader's report of a published comment. It changes nothing by itself: a person's decision answers it. */
@Entity('report')
@Check('report_kind', `kind in ('insult', 'hate', 'spam', 'private-data', 'illegal', 'other')`)
@Index('report_once', ['submissionId', 'reporter'], { unique: true })
@Index('report_reporter', ['reporter', 'createdAt'])
@Index('report_network', ['network'])
@Index('report_answer', ['decisionId'])
export class Report {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'report_pkey' })
  id: string;

  @Column('uuid', { name: 'submission_id' })
  submissionId: string;

  @ManyToOne(() => Submission, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'submission_id', foreignKeyConstraintName: 'report_of' })
  submission?: Submission;

  @Column('text')
  kind: ReportKind;

  /** In the reader's words; empty when there are none. */
  @Column('text')
  note: string;

  /** Keyed hash of the reader's address; null once its time is over. */
  @Column('text', { nullable: true })
  reporter: string | null;

  /** Keyed hash of the reader's network; null once its time is over. */
  @Column('text', { nullable: true })
  network: string | null;

  /** It came from somebody who is not believed: kept, and not counted. */
  @Column('boolean', { default: false })
  disregarded: boolean;

  /** The decision that answered it; null: it is open. */
  @Column('uuid', { name: 'decision_id', nullable: true })
  decisionId: string | null;

  @ManyToOne(() => Decision, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'decision_id', foreignKeyConstraintName: 'report_answered_by' })
  decision?: Decision | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}

/** A published comment with open reports that count; it goes when the comment does. Triggers count these rows in `queue_tally`. */
@Entity('reported')
@Index('reported_submission', ['submissionId'], { unique: true })
@Index('reported_due', ['dueAt', 'submissionId'])
export class Reported {
  @PrimaryColumn('bigint', { name: 'comment_id', primaryKeyConstraintName: 'reported_pkey' })
  commentId: number;

  @OneToOne(() => Comment, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'comment_id', foreignKeyConstraintName: 'reported_comment' })
  comment?: Comment;

  @Column('uuid', { name: 'submission_id' })
  submissionId: string;

  @Column('uuid', { name: 'site_id' })
  siteId: string;

  /** Open reports that count. */
  @Column('integer')
  reports: number;

  /** How likely it is that they are right, times how bad that would be, 0 to 1 (report-harm.ts). */
  @Column('double precision')
  harm: number;

  @Column('timestamptz', { name: 'first_at' })
  firstAt: Date;

  @Column('timestamptz', { name: 'last_at' })
  lastAt: Date;

  /** The earlier, the sooner it should be looked at. */
  @Column('timestamptz', { name: 'due_at' })
  dueAt: Date;
}

/** Somebody whose reports are not believed until their time is over. */
@Entity('reporter_mute')
@Index('reporter_mute_moderator', ['moderatorId'])
export class ReporterMute {
  /** Keyed hash, as `report.reporter`. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'reporter_mute_pkey' })
  reporter: string;

  @Column('uuid', { name: 'moderator_id' })
  moderatorId: string;

  @ManyToOne(() => Moderator, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'moderator_id', foreignKeyConstraintName: 'reporter_mute_by' })
  moderator?: Moderator;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
