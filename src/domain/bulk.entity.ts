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
import { Decision, type DecisionAct, type RejectReason } from './decision.entity.js';
import { Moderator } from './moderator.entity.js';

/** Where a bulk decision is. The last three are ends. */
export const BULK_STATES = [
  'waiting_for_second',
  'queued',
  'running',
  'done',
  'cancelled',
  'failed',
] as const;

/** Where a bulk decision is. */
export type BulkState = (typeof BULK_STATES)[number];

/** What came of one item: decided, decided by another before, or there is no such submission. */
export const BULK_OUTCOMES = ['recorded', 'conflict', 'unknown'] as const;

/** What came of one item. */
export type BulkOutcome = (typeof BULK_OUTCOMES)[number];

/** Hours for which a bulk decision can be taken back as a whole. */
export const BULK_UNDO_HOURS = 24;

/** One decision for many submissions, which a worker carries out in batches; its selection is fixed (BulkItem). */
@Entity('bulk')
@Check('bulk_state', `state in ('waiting_for_second', 'queued', 'running', 'done', 'cancelled', 'failed')`)
@Check('bulk_second', 'approved_by is distinct from moderator_id')
@Index('bulk_open', ['createdAt'], { where: `state in ('waiting_for_second', 'queued', 'running')` })
@Index('bulk_moderator', ['moderatorId', 'createdAt'])
@Index('bulk_undo', ['undoOf'], {
  unique: true,
  where: `undo_of is not null and state not in ('cancelled', 'failed')`,
})
export class Bulk {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'bulk_pkey' })
  id: string;

  @Column('uuid', { name: 'moderator_id' })
  moderatorId: string;

  @ManyToOne(() => Moderator, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'moderator_id', foreignKeyConstraintName: 'bulk_by' })
  moderator?: Moderator;

  @Column('text')
  act: DecisionAct;

  /** Of a rejection; null otherwise. */
  @Column('text', { nullable: true })
  reason: RejectReason | null;

  @Column('text', { nullable: true })
  note: string | null;

  /** What it was selected by, for the record; null when its items were picked, or it takes another back. */
  @Column('jsonb', { nullable: true })
  filter: Record<string, string> | null;

  @Column('integer')
  total: number;

  @Column('text')
  state: BulkState;

  @Column('integer', { default: 0 })
  recorded: number;

  @Column('integer', { default: 0 })
  conflicts: number;

  @Column('integer', { default: 0 })
  unknown: number;

  /** Who let it begin, where a second person must. */
  @Column('uuid', { name: 'approved_by', nullable: true })
  approvedBy: string | null;

  @ManyToOne(() => Moderator, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'approved_by', foreignKeyConstraintName: 'bulk_second_by' })
  second?: Moderator;

  /** The bulk decision it takes back. */
  @Column('uuid', { name: 'undo_of', nullable: true })
  undoOf: string | null;

  @ManyToOne(() => Bulk, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'undo_of', foreignKeyConstraintName: 'bulk_undoes' })
  undone?: Bulk;

  /** Times it was taken up since the last stored batch. */
  @Column('smallint', { default: 0 })
  tries: number;

  /** The worker's hold on it: the same worker has another one each time. */
  @Column('uuid', { nullable: true })
  lease: string | null;

  /** From then on another worker may take it up. */
  @Column('timestamptz', { name: 'lease_until', nullable: true })
  leaseUntil: Date | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @Column('timestamptz', { name: 'started_at', nullable: true })
  startedAt: Date | null;

  @Column('timestamptz', { name: 'finished_at', nullable: true })
  finishedAt: Date | null;
}

/** One submission of a bulk decision, as it was when it was selected. */
@Entity('bulk_item')
@Index('bulk_item_open', ['bulkId', 'submissionId'], { where: 'outcome is null' })
export class BulkItem {
  @PrimaryColumn('uuid', { name: 'bulk_id', primaryKeyConstraintName: 'bulk_item_pkey' })
  bulkId: string;

  @ManyToOne(() => Bulk, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'bulk_id', foreignKeyConstraintName: 'bulk_item_of' })
  bulk?: Bulk;

  /** May name none: who picks items says which they are. */
  @PrimaryColumn('uuid', { name: 'submission_id', primaryKeyConstraintName: 'bulk_item_pkey' })
  submissionId: string;

  /** It is decided only if it still has this version. */
  @Column('integer')
  version: number;

  /** Null: its turn has not come. */
  @Column('text', { nullable: true })
  outcome: BulkOutcome | null;

  @Column('uuid', { name: 'decision_id', nullable: true })
  decisionId: string | null;

  @ManyToOne(() => Decision, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'decision_id', foreignKeyConstraintName: 'bulk_item_decision' })
  decision?: Decision;
}
