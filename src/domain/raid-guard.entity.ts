import { Column, CreateDateColumn, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Site } from './site.entity.js';
import { Submission } from './submission.entity.js';

/**
 * For some time, what is much like a submission and those around it is held. What it needs stands in it, for the hashes of
 * texts are forgotten after days. The row stays when it is over: it says who armed it.
 */
@Entity('raid_guard')
@Index('raid_guard_armed', ['siteId', 'until'])
export class RaidGuard {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'raid_guard_pkey' })
  id: string;

  @Column('uuid', { name: 'site_id' })
  siteId: string;

  @ManyToOne(() => Site, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'site_id', foreignKeyConstraintName: 'raid_guard_site' })
  site?: Site;

  @Column('uuid', { name: 'submission_id' })
  submissionId: string;

  @ManyToOne(() => Submission, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'submission_id', foreignKeyConstraintName: 'raid_guard_submission' })
  submission?: Submission;

  /** Of the submission and those like it (text-band.entity.ts). */
  @Column('integer', { array: true })
  hashes: number[];

  @Column('text', { name: 'text_hash' })
  textHash: string;

  @Column('timestamptz')
  until: Date;

  /** A moderator's e-mail. */
  @Column('text', { name: 'created_by' })
  createdBy: string;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  /** Somebody ended it before its time. */
  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt: Date | null;

  @Column('text', { name: 'ended_by', nullable: true })
  endedBy: string | null;
}
