import type { DataSource } from 'typeorm';
import { type Policy, policySchema } from '../domain/policy.js';

/** Policies kept in memory; more than one batch of submissions can need. */
const KEPT = 200;

/** Policy versions by id. A version never changes, so that none in memory is ever stale. */
export class Policies {
  private readonly known = new Map<string, Policy>();

  constructor(private readonly dataSource: DataSource) {}

  /** Those in memory. */
  all(): ReadonlyMap<string, Policy> {
    return this.known;
  }

  /** Reads versions into memory; one that is no policy (any more) is left out. Newer settings get their starting value. */
  async read(ids: readonly string[]): Promise<void> {
    const rows: { id: string; document: unknown }[] = await this.dataSource.query(
      `select id, document from policy where id = any($1::uuid[])`,
      [ids],
    );
    for (const oldest of this.known.keys()) {
      if (this.known.size + rows.length <= KEPT) break;
      this.known.delete(oldest);
    }
    for (const { id, document } of rows) {
      const parsed = policySchema.safeParse(document);
      if (parsed.success) this.known.set(id, parsed.data);
    }
  }
}
