import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { settleSubmissions } from '../domain/settle-submission.js';
import type { SignalOf } from '../domain/signal.js';
import { failpoint } from '../failpoint.js';
import { EVENTS } from '../operations/events.js';
import { ENGINE } from '../config/engine.js';

/** Why the machine gives a submission to people unscreened. */
export type Unscreened = SignalOf<'screening-failed'> | SignalOf<'screening-overdue'>;

/** Gives submissions that cannot be screened to people. Needs neither stages nor a readable policy. */
@Injectable()
export class HoldSubmissions {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Holds those of the submissions that still wait.
   * @param why the signal, from the seconds that a submission has waited.
   * @returns how many were held.
   */
  async hold(ids: readonly string[], why: (waitedSeconds: number) => Unscreened): Promise<number> {
    const held = await this.dataSource.transaction(async (manager) => {
      const rows: { id: string; version: number; waited: number; policy_id: string }[] = await manager.query(
        `select s.id, s.version, extract(epoch from now() - s.received_at)::int as waited, p.id as policy_id
           from submission s
           join lateral (select id from policy where site_id = s.site_id order by version desc limit 1) p on true
          where s.id = any($1::uuid[]) and s.state = 'received'`,
        [ids],
      );
      const results = await settleSubmissions(
        manager,
        rows.map(({ id, version, waited, policy_id }) => {
          const signal = why(waited);
          return {
            submissionId: id,
            from: 'received',
            version,
            to: 'held',
            reason: signal.kind,
            record: {
              kind: 'verdict',
              policyId: policy_id,
              outcome: 'hold',
              rule: signal.kind,
              matched: [signal.kind],
              signals: [signal],
              score: 0,
              symbols: [],
              engine: ENGINE,
            },
          };
        }),
      );
      await failpoint('hold:written');
      return results.filter(({ settled }) => settled).length;
    });
    if (held > 0) EVENTS.verdict.publish({ outcome: 'hold', count: held });
    return held;
  }
}
