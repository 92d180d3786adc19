import { Entity, PrimaryColumn } from 'typeorm';

const NAME = 'link_domain_pkey';

/** A domain that a submission links to. Written by screening; whether it was approved, the submission says. */
@Entity('link_domain')
export class LinkDomain {
  @PrimaryColumn('uuid', { name: 'site_id', primaryKeyConstraintName: NAME })
  siteId: string;

  /** Registrable, in punycode. */
  @PrimaryColumn('text', { primaryKeyConstraintName: NAME })
  domain: string;

  /** Of the submission, so that those of some minutes are found by the key alone. */
  @PrimaryColumn('timestamptz', { name: 'received_at', primaryKeyConstraintName: NAME })
  receivedAt: Date;

  @PrimaryColumn('uuid', { name: 'submission_id', primaryKeyConstraintName: NAME })
  submissionId: string;
}
