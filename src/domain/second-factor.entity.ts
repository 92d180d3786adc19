import { Column, Entity, JoinColumn, ManyToOne, OneToOne, PrimaryColumn } from 'typeorm';
import { Moderator } from './moderator.entity.js';

/** The app on a moderator's telephone that makes codes (TOTP, RFC 6238). */
@Entity('second_factor')
export class SecondFactor {
  @PrimaryColumn('uuid', { name: 'moderator_id' })
  moderatorId: string;

  @OneToOne(() => Moderator, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'moderator_id', foreignKeyConstraintName: 'second_factor_moderator' })
  moderator?: Moderator;

  /** Sealed with the installation's key (moderators/seal.ts). */
  @Column('text')
  secret: string;

  /** When the first code was given; until then it is not asked for. */
  @Column('timestamptz', { name: 'confirmed_at', nullable: true })
  confirmedAt: Date | null;

  /** The 30 seconds (counted from 1970) whose code was taken last: none is taken twice. */
  @Column('integer', { name: 'last_step', default: 0 })
  lastStep: number;
}

/** A code on paper that counts once in place of the app's. */
@Entity('recovery_code')
export class RecoveryCode {
  @PrimaryColumn('uuid', { name: 'moderator_id' })
  moderatorId: string;

  @ManyToOne(() => Moderator, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'moderator_id', foreignKeyConstraintName: 'recovery_code_moderator' })
  moderator?: Moderator;

  /** Hex SHA-256. */
  @PrimaryColumn('text', { name: 'code_hash' })
  codeHash: string;
}
