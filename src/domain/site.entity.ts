import { Check, Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** A website served. */
@Entity('site')
@Check('site_webhook', 'webhook_url is null or webhook_secret is not null')
export class Site {
  @PrimaryColumn('uuid')
  id: string;

  /** Name in addresses: lower-case letters, digits and hyphens. */
  @Column('text', { unique: true })
  key: string;

  @Column('text')
  name: string;

  /** Public address, absolute; null when the desk itself is the site. */
  @Column('text', { nullable: true })
  url: string | null;

  /** Language of pages when the reader's is not asked for or not allowed. */
  @Column('text')
  locale: 'en' | 'ja';

  /** Languages a reader may get by Accept-Language; always holds `locale`. */
  @Column('text', { array: true })
  locales: ('en' | 'ja')[];

  /** Seconds between two submissions of one e-mail or address; 0 = no limit (WordPress: 15). */
  @Column('integer', { name: 'flood_seconds', default: 15 })
  floodSeconds: number;

  /** Whether name and e-mail must be given (WordPress: on). */
  @Column('boolean', { name: 'require_name_email', default: true })
  requireNameEmail: boolean;

  /** Whether a submission to an unknown thread creates it. */
  @Column('boolean', { name: 'create_threads', default: false })
  createThreads: boolean;

  /** A thread takes submissions for so many days, where it has no time of its own; null: for ever. */
  @Column('integer', { name: 'close_after_days', nullable: true })
  closeAfterDays: number | null;

  /** Address that is told of every settled submission; null: none. */
  @Column('text', { name: 'webhook_url', nullable: true })
  webhookUrl: string | null;

  /** Every verdict and decision from then on has its effect; null without a webhook. */
  @Column('timestamptz', { name: 'webhook_since', nullable: true })
  webhookSince: Date | null;

  /** Signs what is told (`whsec_…`). Read only where it is used. */
  @Column('text', { name: 'webhook_secret', nullable: true, select: false })
  webhookSecret?: string | null;

  /** Signs too, until its time is over, so that a receiver can change to the new one. */
  @Column('text', { name: 'webhook_previous_secret', nullable: true, select: false })
  webhookPreviousSecret?: string | null;

  @Column('timestamptz', { name: 'webhook_previous_secret_until', nullable: true })
  webhookPreviousSecretUntil: Date | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
