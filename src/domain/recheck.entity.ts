import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Submission } from './submission.entity.js';

/**
 * How looking again ended: approved; somebody decided first; the policy is another one by now; the answer came and the
 * submission stays held; no answer came.
 */
export type RecheckEnd = 'approved' | 'decided' | 'policy-changed' | 'held' | 'no-answer';

/** A submission that was held only because a service that the policy requires did not answer, to be looked at again. */
@Entity('recheck')
@Index('recheck_due', ['dueAt'], { where: 'ended_at is null' })
export class Recheck {
  @PrimaryColumn('uuid', { name: 'submission_id', primaryKeyConstraintName: 'recheck_pkey' })
  submissionId: string;

  @ManyToOne(() => Submission, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'submission_id', foreignKeyConstraintName: 'recheck_submission' })
  submission?: Submission;

  @Column('integer', { default: 0 })
  tries: number;

  @Column('timestamptz', { name: 'due_at' })
  dueAt: Date;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt: Date | null;

  @Column('text', { nullable: true })
  ending: RecheckEnd | null;
}
