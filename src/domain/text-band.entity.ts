import { Entity, Index, PrimaryColumn } from 'typeorm';

const NAME = 'text_band_pkey';

/**
 * One of the hashes by which texts that are much alike find each other (screening/text/minhash.ts). Written by screening,
 * forgotten after days; nothing refers to it, and what it says can be made from the text again.
 */
@Entity('text_band')
@Index('text_band_time', { synchronize: false })
export class TextBand {
  @PrimaryColumn('uuid', { name: 'site_id', primaryKeyConstraintName: NAME })
  siteId: string;

  @PrimaryColumn('integer', { primaryKeyConstraintName: NAME })
  hash: number;

  /** Of the submission, so that those of some hours are found by the key alone. */
  @PrimaryColumn('timestamptz', { name: 'received_at', primaryKeyConstraintName: NAME })
  receivedAt: Date;

  @PrimaryColumn('uuid', { name: 'submission_id', primaryKeyConstraintName: NAME })
  submissionId: string;
}
