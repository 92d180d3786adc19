import { Column, CreateDateColumn, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Submission } from './submission.entity.js';

/** A key a client chose so that a retry gets the first answer. */
@Entity('idempotency_key')
export class IdempotencyKey {
  @PrimaryColumn('uuid', { name: 'site_id' })
  siteId: string;

  @PrimaryColumn('text')
  key: string;

  /** Hex SHA-256 of what was sent with it. */
  @Column('text', { name: 'request_hash' })
  requestHash: string;

  @Column('uuid', { name: 'submission_id' })
  submissionId: string;

  @ManyToOne(() => Submission, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'submission_id' })
  submission?: Submission;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}

/** When an e-mail or address last submitted to a site: the flood rule's unique key. */
@Entity('flood_gate')
export class FloodGate {
  @PrimaryColumn('uuid', { name: 'site_id' })
  siteId: string;

  /** `e:` + folded e-mail, or `a:` + keyed hash of the exact address. */
  @PrimaryColumn('text')
  key: string;

  @Column('timestamptz', { name: 'last_at' })
  lastAt: Date;
}

/** What all processes of an installation share. One row. */
@Entity('instance')
export class Instance {
  @PrimaryColumn('integer')
  id: number;

  /** 32 random bytes, base64url: signs receipts and keys address hashes where REPLYDESK_SECRET is not set. */
  @Column('text')
  secret: string;
}
