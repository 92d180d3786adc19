import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/**
 * How many submissions came into a queue of the console, or left it. The sum is what COUNT(*) would say, in every
 * transaction alike: triggers of `submission` write it. Rows are summed up from time to time (operations/sum-tallies.ts).
 */
@Entity('queue_tally')
@Index('queue_tally_site', ['siteId', 'queue'])
export class QueueTally {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id: number;

  @Column('uuid', { name: 'site_id' })
  siteId: string;

  /** `queue_of(state, reason)`. */
  @Column('text')
  queue: string;

  /** More by so many, or fewer. */
  @Column('bigint')
  change: number;
}
