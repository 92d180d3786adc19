import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** Somebody wants the desk to be examined in full; the next examination that begins later is the answer. One row at most. */
@Entity('examination_wish')
@Check('examination_wish_one', 'id = 1')
export class ExaminationWish {
  @PrimaryColumn('smallint', { default: 1, primaryKeyConstraintName: 'examination_wish_pkey' })
  id: number;

  @Column('timestamptz', { name: 'asked_at' })
  askedAt: Date;

  /** A moderator's e-mail. */
  @Column('text', { name: 'asked_by' })
  askedBy: string;
}
