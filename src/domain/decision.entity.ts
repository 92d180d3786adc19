import { Column, CreateDateColumn, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Moderator } from './moderator.entity.js';
import { PolicyVersion } from './policy.entity.js';
import { Submission } from './submission.entity.js';
import type { SubmissionState } from './submission-state.js';

/** Why a person rejected a submission. */
export const REJECT_REASONS = ['spam', 'abuse', 'off-topic', 'personal-data', 'illegal', 'other'] as const;

/** Why a person rejected a submission. */
export type RejectReason = (typeof REJECT_REASONS)[number];

/** What a person did. */
export type DecisionAct = 'approve' | 'reject' | 'undo';

/** Append-only outcome by a person. */
@Entity('decision')
@Index('decision_submission', ['submissionId'])
@Index('decision_moderator', ['moderatorId', 'createdAt'])
@Index('decision_time', ['createdAt'])
export class Decision {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'submission_id' })
  submissionId: string;

  @ManyToOne(() => Submission, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'submission_id' })
  submission?: Submission;

  @Column('uuid', { name: 'moderator_id' })
  moderatorId: string;

  @ManyToOne(() => Moderator, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'moderator_id' })
  moderator?: Moderator;

  @Column('text')
  act: DecisionAct;

  /** Of a rejection; null otherwise. */
  @Column('text', { nullable: true })
  reason: RejectReason | null;

  @Column('text', { nullable: true })
  note: string | null;

  @Column('text', { name: 'from_state' })
  fromState: SubmissionState;

  @Column('text', { name: 'to_state' })
  toState: SubmissionState;

  /** `submission.reason` before, so that an undo can bring it back. */
  @Column('text', { name: 'from_reason', nullable: true })
  fromReason: string | null;

  /** The decision an undo takes back. */
  @Column('uuid', { name: 'undoes_id', nullable: true })
  undoesId: string | null;

  /** Policy version in force. */
  @Column('uuid', { name: 'policy_id' })
  policyId: string;

  @ManyToOne(() => PolicyVersion, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'policy_id' })
  policy?: PolicyVersion;

  /** Version of the submission after it. */
  @Column('integer')
  version: number;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
