import type { EntityManager } from 'typeorm';
import type { AutomationFigures, DayFigures, GroupFigures, TodayFigures } from '../../contract/desk-api.js';
import type { Language } from '../../contract/review-api.js';
import { wilson } from '../../domain/wilson.js';
import {
  type AutomationRow,
  automationRows,
  type CountedRow,
  daysOf,
  flowRows,
  FORECAST_HOURS,
  type GroupRow,
  machineRows,
  peopleRows,
  receivedRows,
  waitingRows,
} from './today-rows.query.js';

interface SiteRow {
  id: string;
  key: string;
  name: string;
}

/** A group: all, a site (its id), or a language of a site; `*` is any. */
const nameOf = (siteId: string | null = null, language: Language | null | '*' = '*') =>
  `${siteId ?? '*'} ${language ?? '-'}`;

function byGroup<Row extends GroupRow>(rows: readonly Row[]): Map<string, Row> {
  return new Map(
    rows.map((row) => [
      nameOf(row.level === 3 ? null : row.site_id, row.level === 0 ? row.language : '*'),
      row,
    ]),
  );
}

const NO_COUNT = { count: 0, today: 0, p50: null, p95: null };
const NO_AUTOMATION = {
  screened: 0,
  approved: 0,
  rejected: 0,
  approved_looked_at: 0,
  approved_wrong: 0,
  rejected_looked_at: 0,
  rejected_wrong: 0,
  audited: 0,
  audited_wrong: 0,
};

/**
 * Figures of today and the days before, of one instant.
 * @param wish.site a key; null: all sites. @returns null when there is no such site.
 * @throws what PostgreSQL says of a zone that it does not know (22023).
 */
export async function todayFigures(
  manager: EntityManager,
  { site, zone }: { site: string | null; zone: string },
): Promise<TodayFigures | null> {
  return manager.transaction('REPEATABLE READ', async (inner) => {
    await inner.query('set transaction read only');
    const sites: SiteRow[] = await inner.query(
      'select id, key, name from site where $1::text is null or key = $1 order by name, key',
      [site],
    );
    if (sites.length === 0) return null;
    const scope = { zone, siteId: site === null ? null : (sites[0]?.id ?? null) };
    const { at, days } = await daysOf(inner, zone);
    const [received, people, machine] = [
      await receivedRows(inner, scope),
      await peopleRows(inner, scope),
      await machineRows(inner, scope),
    ];
    const groups = {
      waiting: byGroup(await waitingRows(inner, scope)),
      received: byGroup(withoutDay(received)),
      people: byGroup(withoutDay(people)),
      machine: byGroup(withoutDay(machine)),
      flow: byGroup(await flowRows(inner, scope)),
      automation: byGroup(await automationRows(inner, scope)),
    };
    return {
      at: at.toISOString(),
      zone,
      all: figuresOf(groups, nameOf()),
      days: days.map((day) => dayOf(day, { received, people, machine })),
      sites: sites.map(({ id, key, name }) => ({
        key,
        name,
        figures: figuresOf(groups, nameOf(id)),
        languages: languagesOf(groups, id).map((language) => ({
          language,
          figures: figuresOf(groups, nameOf(id, language)),
        })),
      })),
    };
  });
}

interface Groups {
  waiting: Map<string, GroupRow & { waiting: number; oldest: Date | null }>;
  received: Map<string, CountedRow>;
  people: Map<string, CountedRow>;
  machine: Map<string, CountedRow>;
  flow: Map<string, GroupRow & { arrived: number; gone: number }>;
  automation: Map<string, AutomationRow>;
}

function withoutDay(rows: readonly CountedRow[]): CountedRow[] {
  return rows.filter(({ day }) => day === null);
}

function dayOf(
  day: string,
  rows: Record<'received' | 'people' | 'machine', readonly CountedRow[]>,
): DayFigures {
  const count = (of: readonly CountedRow[]) => of.find((row) => row.day === day)?.count ?? 0;
  return { day, received: count(rows.received), decided: count(rows.people), machine: count(rows.machine) };
}

/** Languages with anything to tell, most received first. */
function languagesOf(groups: Groups, siteId: string): (Language | null)[] {
  const all: (Language | null)[] = ['en', 'ja', null];
  const received = (language: Language | null) => groups.received.get(nameOf(siteId, language))?.count ?? 0;
  return all
    .filter((language) => Object.values(groups).some((group) => group.has(nameOf(siteId, language))))
    .sort((one, other) => received(other) - received(one));
}

function figuresOf(groups: Groups, name: string): GroupFigures {
  const { waiting = 0, oldest = null } = groups.waiting.get(name) ?? {};
  const people = groups.people.get(name) ?? NO_COUNT;
  const machine = groups.machine.get(name) ?? NO_COUNT;
  const { arrived, gone } = groups.flow.get(name) ?? { arrived: 0, gone: 0 };
  return {
    waiting,
    oldestAt: oldest?.toISOString() ?? null,
    receivedToday: groups.received.get(name)?.today ?? 0,
    decidedToday: people.today,
    machineToday: machine.today,
    people: { count: people.count, p50: people.p50, p95: people.p95 },
    machine: { count: machine.count, p50: machine.p50, p95: machine.p95 },
    forecast: {
      hours: FORECAST_HOURS,
      arrivedPerHour: arrived / FORECAST_HOURS,
      decidedPerHour: gone / FORECAST_HOURS,
      minutes: minutesToEmpty(waiting, gone - arrived),
    },
    automation: automationOf(groups.automation.get(name) ?? NO_AUTOMATION),
  };
}

function minutesToEmpty(waiting: number, lessInHours: number): number | null {
  if (waiting === 0) return 0;
  return lessInHours <= 0 ? null : Math.ceil((waiting / lessInHours) * FORECAST_HOURS * 60);
}

function automationOf(row: Omit<AutomationRow, keyof GroupRow>): AutomationFigures {
  const lookedAt = row.approved_looked_at + row.rejected_looked_at;
  return {
    screened: row.screened,
    approved: row.approved,
    rejected: row.rejected,
    share: wilson(row.approved + row.rejected, row.screened),
    approvedLookedAt: row.approved_looked_at,
    approvedWrong: row.approved_wrong,
    rejectedLookedAt: row.rejected_looked_at,
    rejectedWrong: row.rejected_wrong,
    misses: wilson(row.approved_wrong + row.rejected_wrong, lookedAt),
    audited: wilson(row.audited_wrong, row.audited),
  };
}
