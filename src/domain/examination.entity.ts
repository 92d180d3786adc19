import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** What the desk found when it examined itself (operations/examiner.ts). Ids and counts only, never text of readers. */
@Entity('examination')
@Index('examination_time', ['examinedAt'])
export class Examination {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'PK_examination' })
  id: string;

  /** Time of the snapshot, by the database clock. */
  @Column('timestamptz', { name: 'examined_at' })
  examinedAt: Date;

  @Column('integer', { name: 'duration_ms' })
  durationMs: number;

  /** Whether every invariant held; null: it could not be finished. */
  @Column('boolean', { nullable: true })
  balanced: boolean | null;

  /** Whether every record was looked at, old ones too. */
  @Column('boolean')
  complete: boolean;

  /** The report of operations/doctor.ts, or `{ failure }` of one that could not be finished. */
  @Column('jsonb')
  report: object;
}
