import {
  Check,
  Column,
  CreateDateColumn,
  Entity,
  Generated,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
} from 'typeorm';
import { Site } from './site.entity.js';
import { Thread } from './thread.entity.js';

/** What can be switched: everything of a site held; no verdict but hold; what the machine would approve on a thread held. */
export const SWITCHES = ['hold-all', 'stop-automation', 'thread-hold'] as const;

/** What can be switched. */
export type SwitchName = (typeof SWITCHES)[number];

/** Somebody switched something on or off; never changed. Of a site, a switch and a thread the highest number holds. */
@Entity('panic_switch')
@Check('panic_switch_of_thread', `(thread_id is not null) = (name = 'thread-hold')`)
@Index('panic_switch_now', ['siteId', 'threadId', 'name', 'number'])
export class PanicSwitch {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'panic_switch_pkey' })
  id: string;

  @Column({ type: 'bigint', generatedIdentity: 'BY DEFAULT' })
  @Generated('increment')
  number: number;

  @Column('uuid', { name: 'site_id' })
  siteId: string;

  @ManyToOne(() => Site, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'site_id', foreignKeyConstraintName: 'panic_switch_site' })
  site?: Site;

  /** Only of `thread-hold`. */
  @Column('uuid', { name: 'thread_id', nullable: true })
  threadId: string | null;

  @ManyToOne(() => Thread, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'thread_id', foreignKeyConstraintName: 'panic_switch_thread' })
  thread?: Thread | null;

  @Column('text')
  name: SwitchName;

  @Column('boolean', { name: 'is_on' })
  isOn: boolean;

  /** Why, as the person wrote it. */
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
