import { Column, CreateDateColumn, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { PolicyVersion } from './policy.entity.js';
import type { Signal } from './signal.js';
import { Submission } from './submission.entity.js';

/** What the machine made of a submission. */
export type Outcome = 'approve' | 'hold' | 'reject';

/** Append-only outcome of the machine. */
@Entity('verdict')
@Index('verdict_submission', ['submissionId'])
@Index('verdict_time', { synchronize: false })
export class Verdict {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'submission_id' })
  submissionId: string;

  @ManyToOne(() => Submission, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'submission_id' })
  submission?: Submission;

  @Column('uuid', { name: 'policy_id' })
  policyId: string;

  @ManyToOne(() => PolicyVersion, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'policy_id' })
  policy?: PolicyVersion;

  @Column('text')
  outcome: Outcome;

  /** The rule that decided. */
  @Column('text')
  rule: string;

  /** Every rule that matched, in order of precedence, the deciding one first. */
  @Column('text', { array: true })
  matched: string[];

  @Column('jsonb')
  signals: Signal[];

  /** Version of the software that screened. */
  @Column('text')
  engine: string;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
