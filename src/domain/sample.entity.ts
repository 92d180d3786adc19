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
import { Decision, type RejectReason } from './decision.entity.js';
import { Moderator } from './moderator.entity.js';
import { Submission } from './submission.entity.js';

/**
 * Why a settled submission is looked at once more: drawn from all that the machine decided alone (`audit`), or of these from
 * where something spoke against what it published (`uncertain`); drawn from what a person decided (`double`); two persons
 * disagree (`third`); people agreed on it long ago (`golden`).
 */
export const SAMPLE_KINDS = ['audit', 'uncertain', 'double', 'third', 'golden'] as const;

/** Why a settled submission is looked at once more. */
export type SampleKind = (typeof SAMPLE_KINDS)[number];

/** What a person would do, or what was done: `approved`, or why it is rejected. */
export type SampleChoice = 'approved' | RejectReason;

/**
 * A settled submission that somebody looks at once more without being told what became of it (design: review.md 3.2 and
 * 3.5). The answer is kept as it was given; what follows from it is a decision like any other.
 */
@Entity('sample')
@Check('sample_kind', `kind in ('audit', 'uncertain', 'double', 'third', 'golden')`)
@Check(
  'sample_answer',
  `(answered_at is null) = (choice is null) and (choice is null or moderator_id is not null)`,
)
@Index('sample_once', ['submissionId'], { unique: true, where: 'answered_at is null' })
@Index('sample_submission', ['submissionId'])
@Index('sample_open', ['askedAt'], { where: 'answered_at is null' })
@Index('sample_answered', ['answeredAt'])
@Index('sample_moderator', ['moderatorId'])
@Index('sample_decision', ['decisionId'])
export class Sample {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'sample_pkey' })
  id: string;

  @Column('uuid', { name: 'submission_id' })
  submissionId: string;

  @ManyToOne(() => Submission, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'submission_id', foreignKeyConstraintName: 'sample_of' })
  submission?: Submission;

  /** Of the submission, when it was drawn: what was decided since is not what the answer is about. */
  @Column('integer')
  version: number;

  @Column('text')
  kind: SampleKind;

  /** What stands: `approved`, or why it was rejected; of a machine's rejection `spam` or `other`. */
  @Column('text')
  expected: SampleChoice;

  /** Who has it on screen (see `until`), or answered. */
  @Column('uuid', { name: 'moderator_id', nullable: true })
  moderatorId: string | null;

  @ManyToOne(() => Moderator, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'moderator_id', foreignKeyConstraintName: 'sample_by' })
  moderator?: Moderator | null;

  /** Until when nobody else is handed it, by the database's clock. */
  @Column('timestamptz', { nullable: true })
  until: Date | null;

  /** Who does not want to answer it. */
  @Column('uuid', { name: 'passed_by', array: true, default: () => `'{}'` })
  passedBy: string[];

  @Column('text', { nullable: true })
  choice: SampleChoice | null;

  @Column('timestamptz', { name: 'answered_at', nullable: true })
  answeredAt: Date | null;

  /** The decision that followed from the answer. */
  @Column('uuid', { name: 'decision_id', nullable: true })
  decisionId: string | null;

  @ManyToOne(() => Decision, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'decision_id', foreignKeyConstraintName: 'sample_led_to' })
  decision?: Decision | null;

  @CreateDateColumn({ name: 'asked_at', type: 'timestamptz' })
  askedAt: Date;
}
