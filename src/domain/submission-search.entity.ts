import { Column, Entity, Index, JoinColumn, OneToOne, PrimaryColumn } from 'typeorm';
import { Submission } from './submission.entity.js';

/** What a submission is found by (domain/search-words.ts); written when it leaves `received`, never changed. */
@Entity('submission_search')
@Index('submission_search_words', { synchronize: false })
export class SubmissionSearch {
  @PrimaryColumn('uuid', { name: 'submission_id' })
  submissionId: string;

  @OneToOne(() => Submission, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'submission_id', foreignKeyConstraintName: 'submission_search_submission' })
  submission?: Submission;

  /** Of the submission, so that a search can walk by it. */
  @Column('timestamptz', { name: 'received_at' })
  receivedAt: Date;

  @Column('tsvector')
  words: string;
}
