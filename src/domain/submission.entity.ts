import { Check, Column, Entity, Generated, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Site } from './site.entity.js';
import type { SubmissionState } from './submission-state.js';
import { Thread } from './thread.entity.js';
import type { WaitingPlace } from './waiting-lane.js';

/** What one person sent once, as sent, whatever becomes of it. */
@Entity('submission')
@Check('submission_state', `state in ('received', 'held', 'approved', 'rejected', 'withdrawn')`)
@Index('submission_number', ['number'], { unique: true })
@Index('submission_waiting', ['receivedAt'], { where: `state = 'received'` })
@Index('submission_queue', ['state', 'receivedAt', 'id'])
@Index('submission_due', ['dueAt', 'id'], { where: `state = 'held'` })
@Index('submission_received', ['receivedAt', 'id', 'siteId', 'language'])
@Index('submission_held', ['threadId', 'siteId', 'language', 'receivedAt'], { where: `state = 'held'` })
@Index('submission_author', ['siteId', 'emailKey', 'nameKey', 'receivedAt'])
@Index('submission_email', ['siteId', 'emailKey', 'receivedAt'], { where: `email_key <> ''` })
@Index('submission_thread', ['threadId', 'receivedAt'])
@Index('submission_parent', ['threadId', 'parentNumber', 'receivedAt'], {
  where: 'parent_number is not null',
})
@Index('submission_text', ['siteId', 'textHash'])
@Index('submission_network', ['siteId', 'networkHash', 'receivedAt'], { where: 'network_hash is not null' })
@Index('submission_duplicate', ['threadId', 'duplicateHash'], { unique: true, where: 'claims_duplicate' })
export class Submission {
  @PrimaryColumn('uuid')
  id: string;

  /** Growing number that readers see in `#comment-N`; gives access to nothing. */
  @Column({ type: 'bigint', generatedIdentity: 'BY DEFAULT' })
  @Generated('increment')
  number: number;

  @Column('uuid', { name: 'site_id' })
  siteId: string;

  @ManyToOne(() => Site, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'site_id' })
  site?: Site;

  @Column('uuid', { name: 'thread_id' })
  threadId: string;

  @ManyToOne(() => Thread, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'thread_id' })
  thread?: Thread;

  /** Number of the comment replied to. */
  @Column('bigint', { name: 'parent_number', nullable: true })
  parentNumber: number | null;

  /** Plain text, tags removed; may be empty where the site does not require it. */
  @Column('text', { name: 'author_name' })
  authorName: string;

  @Column('text', { name: 'author_email' })
  authorEmail: string;

  /** Absolute http(s) address or empty. */
  @Column('text', { name: 'author_url' })
  authorUrl: string;

  /** Folded name (domain/fold.ts), for comparison only. */
  @Column('text', { name: 'name_key' })
  nameKey: string;

  /** Folded e-mail, for comparison only. */
  @Column('text', { name: 'email_key' })
  emailKey: string;

  /** The text as sent; line ends are LF. */
  @Column('text')
  body: string;

  @Column('text', { name: 'user_agent' })
  userAgent: string;

  /** Network address in clear; only until the machine has settled the submission. */
  @Column('text', { nullable: true })
  address: string | null;

  /** Keyed hash of the exact address (IPv6: of its /64). */
  @Column('text', { name: 'address_hash', nullable: true })
  addressHash: string | null;

  /** Keyed hash of the /24 or /48. */
  @Column('text', { name: 'network_hash', nullable: true })
  networkHash: string | null;

  /** Language of the text, from its script; null when it has no letters. */
  @Column('text', { nullable: true })
  language: 'en' | 'ja' | null;

  /** Hex SHA-256 over parent, folded author and folded text: equal means "the same comment again". */
  @Column('text', { name: 'duplicate_hash' })
  duplicateHash: string;

  /** Hex SHA-256 of the folded text alone. */
  @Column('text', { name: 'text_hash' })
  textHash: string;

  /** Whether the same comment again is refused; given up when the submission is rejected (not as spam) or withdrawn. */
  @Column('boolean', { name: 'claims_duplicate', default: true })
  claimsDuplicate: boolean;

  @Column('text', { default: 'received' })
  state: SubmissionState;

  /** Counts every change of state; a decision names the version it was made on. */
  @Column('integer', { default: 1 })
  version: number;

  /** Rule or reject reason that led to the state. */
  @Column('text', { nullable: true })
  reason: string | null;

  @Column('timestamptz', { name: 'received_at', default: () => 'now()' })
  receivedAt: Date;

  @Column('timestamptz', { name: 'settled_at', nullable: true })
  settledAt: Date | null;

  /** When it should be decided, if it is held: the order of the queue (domain/waiting-lane.ts). */
  @Column('timestamptz', { name: 'due_at', default: () => 'now()' })
  dueAt: Date;

  /** Why it stands there in the queue; null before the machine held it. */
  @Column('jsonb', { nullable: true })
  place: WaitingPlace | null;

  /** When the sweeper last put it back into the queue. */
  @Column('timestamptz', { name: 'requeued_at', nullable: true })
  requeuedAt: Date | null;
}
