import { Column, CreateDateColumn, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import type { Policy } from './policy.js';
import { PolicyDraft } from './policy-draft.entity.js';
import { Site } from './site.entity.js';

/** Who acts when no person is named: the operator at the command line, or the software. */
export const SYSTEM = 'system';

/** One version of a site's policy; never changed. The highest version is in force. */
@Entity('policy')
@Index(['siteId', 'version'], { unique: true })
@Index('policy_of_draft', ['draftId'], { unique: true, where: 'draft_id is not null' })
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

  /** Who wrote it: a moderator's e-mail, or `system`. */
  @Column('text', { name: 'created_by' })
  createdBy: string;

  /** Who put it in force; null in versions of earlier software, where its author did. */
  @Column('text', { name: 'published_by', nullable: true })
  publishedBy: string | null;

  /** Why one person alone put it in force; null where two did, or nothing new came into force. */
  @Column('text', { name: 'override_reason', nullable: true })
  overrideReason: string | null;

  /** The earlier version whose document it puts in force again. */
  @Column('integer', { nullable: true })
  restores: number | null;

  /** The draft that was published. */
  @Column('uuid', { name: 'draft_id', nullable: true })
  draftId: string | null;

  @ManyToOne(() => PolicyDraft, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'draft_id', foreignKeyConstraintName: 'policy_published_draft' })
  draft?: PolicyDraft | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
