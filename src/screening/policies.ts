import type { DataSource } from 'typeorm';
import { type Policy, policySchema } from '../domain/policy.js';

/** Policies kept in memory; a version never changes, so that none is ever stale. */
const KEPT = 200;

/** Policy versions by id, read once. */
export class Policies {
  private readonly known = new Map<string, Policy>();

  constructor(private readonly dataSource: DataSource) {}

  /**
   * Policies of these ids. Settings that are newer than a version get their starting value.
   * @returns without those that are unknown or no policies any more.
   */
  async byId(ids: readonly string[]): Promise<ReadonlyMap<string, Policy>> {
    const missing = [...new Set(ids)].filter((id) => !this.known.has(id));
    if (missing.length > 0) await this.read(missing);
    return this.known;
  }

  private async read(ids: readonly string[]): Promise<void> {
    const rows: { id: string; document: unknown }[] = await this.dataSource.query(
      `select id, document from policy where id = any($1::uuid[])`,
      [ids],
    );
    for (const { id, document } of rows) {
      const parsed = policySchema.safeParse(document);
      if (parsed.success) this.known.set(id, parsed.data);
    }
    for (const oldest of this.known.keys()) {
      if (this.known.size <= KEPT || ids.includes(oldest)) break;
      this.known.delete(oldest);
    }
  }
}
