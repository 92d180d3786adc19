import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Site } from './site.entity.js';

const NAME = 'rule_day_pkey';

/** How often a rule acted on a day, where its policy says how often it may. Written with the verdicts. */
@Entity('rule_day')
export class RuleDay {
  @PrimaryColumn('uuid', { name: 'site_id', primaryKeyConstraintName: NAME })
  siteId: string;

  @ManyToOne(() => Site, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'site_id', foreignKeyConstraintName: 'rule_day_site' })
  site?: Site;

  @PrimaryColumn('text', { primaryKeyConstraintName: NAME })
  rule: string;

  /** In UTC. */
  @PrimaryColumn('date', { primaryKeyConstraintName: NAME })
  day: string;

  @Column('integer')
  actions: number;
}
