import { Column, CreateDateColumn, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Site } from './site.entity.js';

/** One page of a site that can be commented on. */
@Entity('thread')
@Index(['siteId', 'key'], { unique: true })
@Index('thread_newest', ['siteId', 'createdAt', 'id'])
export class Thread {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'site_id' })
  siteId: string;

  @ManyToOne(() => Site, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'site_id' })
  site?: Site;

  /** Name within the site; an integer is the form's `comment_post_ID`. */
  @Column('text')
  key: string;

  @Column('text')
  title: string;

  /** Where the page is: absolute, or a path of the desk; null = the desk's own page of the thread. */
  @Column('text', { nullable: true })
  url: string | null;

  /** Language of the page where it is not the site's. */
  @Column('text', { nullable: true })
  locale: 'en' | 'ja' | null;

  /** No new submissions; what is there stays public. */
  @Column('boolean', { default: false })
  closed: boolean;

  /** No submissions before; null: at once. When it was opened again, that moment. */
  @Column('timestamptz', { name: 'opens_at', nullable: true })
  opensAt: Date | null;

  /** No submissions from then on; null: as the site says. */
  @Column('timestamptz', { name: 'closes_at', nullable: true })
  closesAt: Date | null;

  /** E-mail of who last opened, closed or scheduled it on the desk; null: nobody. */
  @Column('text', { name: 'changed_by', nullable: true })
  changedBy: string | null;

  @Column('timestamptz', { name: 'changed_at', nullable: true })
  changedAt: Date | null;

  /** Unknown to readers. */
  @Column('boolean', { default: false })
  hidden: boolean;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
