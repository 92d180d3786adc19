import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import type { RaidGuardView } from '../contract/review-api.js';
import { membersOf } from './cluster.query.js';

/** Guards that a list shows at most, the newest. */
const MOST = 100;

/** Arms and ends guards: for some time, what is much like a submission is held. */
@Injectable()
export class RaidGuards {
  constructor(private readonly dataSource: DataSource) {}

  /** From the very next submission that is screened. @returns null when there is no such submission. */
  async arm(submissionId: string, minutes: number, by: string): Promise<RaidGuardView | null> {
    const members = await membersOf(this.dataSource.manager, submissionId);
    if (members === null) return null;
    const id = randomUUID();
    await this.dataSource.query(
      `insert into raid_guard (id, site_id, submission_id, hashes, text_hash, until, created_by)
       values ($1, $2, $3, $4, $5, now() + make_interval(mins => $6), $7)`,
      [id, members.siteId, submissionId, members.hashes, members.textHash, minutes, by],
    );
    const [guard] = await this.read('g.id = $1', id);
    return guard ?? null;
  }

  /** Those of a site, newest first; null when there is no such site. */
  async list(siteKey: string): Promise<RaidGuardView[] | null> {
    const sites: { id: string }[] = await this.dataSource.query(`select id from site where key = $1`, [
      siteKey,
    ]);
    const [site] = sites;
    return site === undefined ? null : this.read('g.site_id = $1', site.id);
  }

  /** Ends one before its time. One that is over stays as it was. @returns null when there is none. */
  async end(id: string, by: string): Promise<RaidGuardView | null> {
    await this.dataSource.query(
      `update raid_guard set ended_at = now(), ended_by = $2 where id = $1 and ended_at is null and until > now()`,
      [id, by],
    );
    const [guard] = await this.read('g.id = $1', id);
    return guard ?? null;
  }

  private async read(where: string, value: string): Promise<RaidGuardView[]> {
    const rows: (Omit<RaidGuardView, 'at' | 'until' | 'endedAt'> &
      Record<'at' | 'until', Date> & { ended_at: Date | null })[] = await this.dataSource.query(
      `select g.id, g.submission_id as submission, left(s.body, 200) as text, g.created_by as by, g.created_at as at,
                g.until, g.ended_at, g.ended_by as "endedBy",
                g.ended_at is null and g.until > now() as armed,
                (select count(*)::int from verdict v
                  where v.created_at >= g.created_at and v.created_at <= g.until
                    and v.signals @> jsonb_build_array(jsonb_build_object(
                          'kind', 'raid-guard', 'evidence', jsonb_build_object('guards', jsonb_build_array(g.id))))) as held
           from raid_guard g join submission s on s.id = g.submission_id
          where ${where} order by g.created_at desc limit ${MOST}`,
      [value],
    );
    return rows.map(({ at, until, ended_at: endedAt, ...row }) => ({
      ...row,
      at: at.toISOString(),
      until: until.toISOString(),
      endedAt: endedAt?.toISOString() ?? null,
    }));
  }
}
