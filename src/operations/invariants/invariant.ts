import type { EntityManager } from 'typeorm';

/** A row that breaks an invariant. */
export interface Violation {
  /** What it is about, such as `submission 42`. */
  subject: string;
  /** What was found, by name. */
  facts: Record<string, unknown>;
}

/** Number of an invariant of the whole desk (docs/reliability.md). */
export type InvariantNumber = `I-${number}`;

/** What an invariant may need to know. */
export interface InvariantSettings {
  /** Age in seconds by which every submission has been screened or held. */
  overdueSeconds: number;
  /** Age in days at which what is kept about a network is forgotten. */
  addressRetentionDays: number;
  /** Records made longer ago may be passed over where looking at each costs much; undefined: every record. */
  recentSeconds?: number;
}

/** What an invariant found: how many rows, and the first of them. */
export interface Finding {
  total: number;
  examples: Violation[];
}

/** Something that is always true of the stores; `key` names it in reports and in the messages. */
export interface Invariant<Key extends string = string> {
  key: Key;
  /** What it proves, or proves a part of. */
  proves: readonly InvariantNumber[];
  /** Reads only; sees one snapshot. */
  find(manager: EntityManager, settings: InvariantSettings): Promise<Finding>;
}

/** Violations a report lists for each invariant. */
export const MOST_EXAMPLES = 50;

/**
 * An invariant whose violations are the rows of a query with the columns `subject` (text) and `facts` (jsonb).
 * @param parametersOf values of $1, $2 …
 */
export function queryInvariant<Key extends string>(
  key: Key,
  proves: readonly InvariantNumber[],
  query: string,
  parametersOf: (settings: InvariantSettings) => unknown[] = () => [],
): Invariant<Key> {
  return {
    key,
    proves,
    async find(manager, settings) {
      const rows: (Violation & { total: number })[] = await manager.query(
        `select subject, facts, count(*) over ()::int as total from (${query}) as violation
          order by subject limit ${MOST_EXAMPLES}`,
        parametersOf(settings),
      );
      return {
        total: rows[0]?.total ?? 0,
        examples: rows.map(({ subject, facts }) => ({ subject, facts })),
      };
    },
  };
}
