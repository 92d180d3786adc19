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
import type { MeasureKind } from './measure-kind.js';
import { Moderator } from './moderator.entity.js';
import { Site } from './site.entity.js';
import { Submission } from './submission.entity.js';

/**
 * What the machine does with everything that an author sends from now on. The author is known by a keyed hash
 * (domain/keys.ts), so that the row outlives what is erased. Added and ended, never changed otherwise.
 */
@Entity('author_measure')
@Check('author_measure_kind', `kind in ('hold_always', 'suspend', 'ban')`)
@Check('author_measure_until', `(kind = 'suspend') = (until is not null)`)
@Index('author_measure_author', ['authorKey'])
@Index('author_measure_made_on', ['submissionId'])
export class AuthorMeasure {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'author_measure_pkey' })
  id: string;

  /** Where it is in force; null: on all sites. */
  @Column('uuid', { name: 'site_id', nullable: true })
  siteId: string | null;

  @ManyToOne(() => Site, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'site_id', foreignKeyConstraintName: 'author_measure_site' })
  site?: Site;

  @Column('text', { name: 'author_key' })
  authorKey: string;

  /** What was on screen when it was made. */
  @Column('uuid', { name: 'submission_id' })
  submissionId: string;

  @ManyToOne(() => Submission, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'submission_id', foreignKeyConstraintName: 'author_measure_submission' })
  submission?: Submission;

  @Column('text')
  kind: MeasureKind;

  /** Why, for colleagues. */
  @Column('text')
  reason: string;

  /** Of a suspension only. */
  @Column('timestamptz', { nullable: true })
  until: Date | null;

  @Column('uuid', { name: 'moderator_id' })
  moderatorId: string;

  @ManyToOne(() => Moderator, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'moderator_id', foreignKeyConstraintName: 'author_measure_moderator' })
  moderator?: Moderator;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  /** Somebody ended it. */
  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt: Date | null;

  @Column('uuid', { name: 'ended_by', nullable: true })
  endedBy: string | null;

  @ManyToOne(() => Moderator, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'ended_by', foreignKeyConstraintName: 'author_measure_ender' })
  ender?: Moderator;
}
