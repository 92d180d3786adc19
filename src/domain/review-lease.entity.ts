import { Column, Entity, Index, JoinColumn, ManyToOne, OneToOne, PrimaryColumn } from 'typeorm';
import { Moderator } from './moderator.entity.js';
import { Submission } from './submission.entity.js';

/** Somebody has a held submission on screen, or next: it is handed to nobody else meanwhile. It forbids nothing. */
@Entity('review_lease')
@Index('review_lease_moderator', ['moderatorId'])
export class ReviewLease {
  @PrimaryColumn('uuid', { name: 'submission_id', primaryKeyConstraintName: 'review_lease_pkey' })
  submissionId: string;

  @OneToOne(() => Submission, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'submission_id', foreignKeyConstraintName: 'review_lease_submission' })
  submission?: Submission;

  @Column('uuid', { name: 'moderator_id' })
  moderatorId: string;

  @ManyToOne(() => Moderator, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'moderator_id', foreignKeyConstraintName: 'review_lease_holder' })
  moderator?: Moderator;

  /** By the database's clock. */
  @Column('timestamptz')
  until: Date;
}
