import {
  Check,
  Column,
  CreateDateColumn,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  Unique,
} from 'typeorm';
import { Site } from './site.entity.js';
import { Submission } from './submission.entity.js';

/** Where an effect stands: still to be done, done, given up after the last try, or taken back before the first one. */
export const EFFECT_STATES = ['pending', 'done', 'dead', 'cancelled'] as const;

/** Where an effect stands. */
export type EffectState = (typeof EFFECT_STATES)[number];

/** Days for which finished effects are kept, since they were made. Whoever replays must do so within them. */
export const KEPT_DAYS = { done: 30, dead: 90, cancelled: 30 } as const;

/**
 * Something to be done outside because a submission was settled, such as telling the site. Written in the transaction
 * that settles; performed at least once, always under the same id.
 */
@Entity('outbox')
@Check('outbox_state', `state in ('pending', 'done', 'dead', 'cancelled')`)
@Unique('outbox_record', ['kind', 'recordId'])
@Index('outbox_waiting', ['siteId', 'dueAt'], { where: `state = 'pending' and queued_at is null` })
@Index('outbox_queued', ['siteId', 'queuedAt'], { where: `state = 'pending' and queued_at is not null` })
@Index('outbox_list', ['state', 'createdAt', 'id'])
export class Effect {
  /** Receivers know a repetition by it. */
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'outbox_pkey' })
  id: string;

  @Column('uuid', { name: 'site_id' })
  siteId: string;

  @ManyToOne(() => Site, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'site_id', foreignKeyConstraintName: 'outbox_site' })
  site?: Site;

  @Column('uuid', { name: 'submission_id' })
  submissionId: string;

  @ManyToOne(() => Submission, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'submission_id', foreignKeyConstraintName: 'outbox_submission' })
  submission?: Submission;

  /** The verdict or decision it tells of. */
  @Column('uuid', { name: 'record_id' })
  recordId: string;

  /** Name of the handler that performs it. A version of the desk may meet kinds that only a newer one knows. */
  @Column('text')
  kind: string;

  @Column('text', { default: 'pending' })
  state: EffectState;

  /** Tries that ended; starts again with a replay. */
  @Column('integer', { default: 0 })
  attempts: number;

  /** When the next try may start. */
  @Column('timestamptz', { name: 'due_at', default: () => 'now()' })
  dueAt: Date;

  /** When the job of the try that is under way was put into the queue; null between two tries. */
  @Column('timestamptz', { name: 'queued_at', nullable: true })
  queuedAt: Date | null;

  /** When the last try ended. */
  @Column('timestamptz', { name: 'tried_at', nullable: true })
  triedAt: Date | null;

  /** Why the last try failed, in English; nothing of what the receiver wrote. */
  @Column('text', { name: 'last_error', nullable: true })
  lastError: string | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  /** When it was done, given up or taken back. */
  @Column('timestamptz', { name: 'finished_at', nullable: true })
  finishedAt: Date | null;
}
