import {
  Column,
  CreateDateColumn,
  Entity,
  Generated,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
} from 'typeorm';
import { PolicyVersion } from './policy.entity.js';

/**
 * Why a rule was stopped: it held for too large a share of what came, for much more than while it was only watched, or a
 * person said so.
 */
export const BRAKE_CAUSES = ['share', 'band', 'hand'] as const;

/** Why a rule was stopped. */
export type BrakeCause = (typeof BRAKE_CAUSES)[number];

/**
 * A rule of one version of a policy was stopped, or let go again; never changed. Of a version and a rule the highest number
 * holds. A stopped rule may hold; it neither rejects nor takes off points.
 */
@Entity('rule_brake')
@Index('rule_brake_now', ['policyId', 'rule', 'number'])
export class RuleBrake {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'rule_brake_pkey' })
  id: string;

  @Column({ type: 'bigint', generatedIdentity: 'BY DEFAULT' })
  @Generated('increment')
  number: number;

  @Column('uuid', { name: 'policy_id' })
  policyId: string;

  @ManyToOne(() => PolicyVersion, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'policy_id', foreignKeyConstraintName: 'rule_brake_policy' })
  policy?: PolicyVersion;

  /** Its id in the document. */
  @Column('text')
  rule: string;

  @Column('boolean', { name: 'is_on' })
  isOn: boolean;

  @Column('text')
  cause: BrakeCause;

  /** Submissions that it held for, of so many that were looked at; null by hand. */
  @Column('integer', { nullable: true })
  hits: number | null;

  @Column('integer', { nullable: true })
  seen: number | null;

  /** Why, as the person wrote it; empty by count. */
  @Column('text')
  reason: string;

  /** When it ends by itself; null: when somebody ends it. */
  @Column('timestamptz', { name: 'ends_at', nullable: true })
  endsAt: Date | null;

  /** A moderator's e-mail, or `system`. */
  @Column('text', { name: 'created_by' })
  createdBy: string;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
