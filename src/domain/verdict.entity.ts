import { Column, CreateDateColumn, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import type { Symbol } from './policy/apply-rules.js';
import { PolicyVersion } from './policy.entity.js';
import type { Signal } from './signal.js';
import { Submission } from './submission.entity.js';

/** What the machine made of a submission. */
export type Outcome = 'approve' | 'hold' | 'reject';

/** Append-only outcome of the machine. */
@Entity('verdict')
@Index('verdict_submission', ['submissionId'])
@Index('verdict_time', { synchronize: false })
@Index('verdict_outcome', ['createdAt', 'outcome', 'recheck', 'submissionId'])
@Index('verdict_recheck', ['submissionId'], { unique: true, where: 'recheck' })
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

  /** The machine looked again at what it had held because a service did not answer; at most once, and only to approve. */
  @Column('boolean', { default: false })
  recheck: boolean;

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

  /** Points of the policy's rules. */
  @Column('double precision', { default: 0 })
  score: number;

  /** Rules of the policy that held, those in shadow too. */
  @Column('jsonb', { default: [] })
  symbols: Symbol[];

  /** Version of the software that screened. */
  @Column('text')
  engine: string;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
