import { Column, CreateDateColumn, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import type { Policy } from './policy.js';
import { Site } from './site.entity.js';

/** Where a replay is. The last three are ends. */
export type ReplayState = 'queued' | 'running' | 'done' | 'cancelled' | 'failed';

/** Why a replay failed: the stored policy is none for this software, or its batch failed again and again. */
export type ReplayFailure = 'unreadable-policy' | 'given-up';

/** A policy that workers try on stored submissions, with how far they are. Holds no text of a reader. */
@Entity('policy_replay')
@Index('policy_replay_open', ['siteId'], { unique: true, where: `state in ('queued', 'running')` })
@Index('policy_replay_time', ['siteId', 'createdAt'])
export class PolicyReplay {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'policy_replay_pkey' })
  id: string;

  @Column('uuid', { name: 'site_id' })
  siteId: string;

  @ManyToOne(() => Site, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'site_id', foreignKeyConstraintName: 'policy_replay_site' })
  site?: Site;

  /** Hex SHA-256 of the canonical document (domain/policy.ts, policyHash). */
  @Column('text')
  hash: string;

  @Column('jsonb')
  document: Policy;

  /** Number of the version it was taken from. */
  @Column('integer', { nullable: true })
  version: number | null;

  /** Number of the draft it was taken from. */
  @Column('integer', { nullable: true })
  draft: number | null;

  /** Only submissions received then or later. */
  @Column('timestamptz', { nullable: true })
  since: Date | null;

  /** So many submissions at most. */
  @Column('integer')
  most: number;

  @Column('text', { default: 'queued' })
  state: ReplayState;

  /** Submissions with a number below this one are next. */
  @Column('bigint')
  below: number;

  /** So many more at most. */
  @Column('integer')
  remaining: number;

  /** What was found so far (screening/replay/tally.ts); null before the first batch. */
  @Column('jsonb', { nullable: true })
  tally: unknown;

  @Column('integer', { default: 0 })
  seen: number;

  /** How many there were when it was asked for; those without a verdict are not seen. */
  @Column('integer')
  total: number;

  /** Times it was taken up since the last stored batch. */
  @Column('smallint', { default: 0 })
  tries: number;

  /** The worker's hold on it: the same worker has another one each time. */
  @Column('uuid', { nullable: true })
  lease: string | null;

  /** From then on another worker may take it up. */
  @Column('timestamptz', { name: 'lease_until', nullable: true })
  leaseUntil: Date | null;

  @Column('text', { nullable: true })
  failure: ReplayFailure | null;

  /** A moderator's e-mail. */
  @Column('text', { name: 'created_by' })
  createdBy: string;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @Column('timestamptz', { name: 'started_at', nullable: true })
  startedAt: Date | null;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt: Date | null;
}
