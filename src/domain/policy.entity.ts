import { Column, CreateDateColumn, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import type { Policy } from './policy.js';
import { Site } from './site.entity.js';

/** One version of a site's policy; never changed. The highest version is in force. */
@Entity('policy')
@Index(['siteId', 'version'], { unique: true })
export class PolicyVersion {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'site_id' })
  siteId: string;

  @ManyToOne(() => Site, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'site_id' })
  site?: Site;

  @Column('integer')
  version: number;

  /** Hex SHA-256 of the canonical document (domain/policy.ts, policyHash). */
  @Column('text')
  hash: string;

  @Column('jsonb')
  document: Policy;

  /** Who set it: a moderator's e-mail, or `system`. */
  @Column('text', { name: 'created_by' })
  createdBy: string;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
