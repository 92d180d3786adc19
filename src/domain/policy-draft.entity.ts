import { Column, CreateDateColumn, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import type { Policy } from './policy.js';
import { Site } from './site.entity.js';

/** A policy that somebody proposes; never changed. It is published once a policy version names it. */
@Entity('policy_draft')
@Index('policy_draft_number', ['siteId', 'number'], { unique: true })
export class PolicyDraft {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'policy_draft_pkey' })
  id: string;

  @Column('uuid', { name: 'site_id' })
  siteId: string;

  @ManyToOne(() => Site, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'site_id', foreignKeyConstraintName: 'policy_draft_site' })
  site?: Site;

  /** Counts the drafts of the site, from 1. */
  @Column('integer')
  number: number;

  /** Hex SHA-256 of the canonical document (domain/policy.ts, policyHash). */
  @Column('text')
  hash: string;

  @Column('jsonb')
  document: Policy;

  /** What it is for, as its author wrote it. */
  @Column('text', { nullable: true })
  note: string | null;

  /** A moderator's e-mail, or `system`. */
  @Column('text', { name: 'created_by' })
  createdBy: string;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
