import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** A website served. */
@Entity('site')
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

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
