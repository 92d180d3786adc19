import { Column, CreateDateColumn, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Moderator } from './moderator.entity.js';
import { Submission } from './submission.entity.js';

/** What a person does with a held submission instead of deciding it. */
export const FLAG_KINDS = ['skip', 'second-opinion', 'escalate'] as const;

/**
 * `skip`: it is not handed to this person again. `second-opinion`: somebody else decides. `escalate`: a lead decides.
 */
export type FlagKind = (typeof FLAG_KINDS)[number];

/** Append-only; without meaning once the submission is decided. */
@Entity('review_flag')
@Index('review_flag_submission', ['submissionId'])
export class ReviewFlag {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'review_flag_pkey' })
  id: string;

  @Column('uuid', { name: 'submission_id' })
  submissionId: string;

  @ManyToOne(() => Submission, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'submission_id', foreignKeyConstraintName: 'review_flag_of' })
  submission?: Submission;

  @Column('uuid', { name: 'moderator_id' })
  moderatorId: string;

  @ManyToOne(() => Moderator, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'moderator_id', foreignKeyConstraintName: 'review_flag_moderator' })
  moderator?: Moderator;

  @Column('text')
  kind: FlagKind;

  /** For colleagues. */
  @Column('text', { nullable: true })
  note: string | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
