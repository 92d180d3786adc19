import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Guards against what is much like a submission. */
export class RaidGuard1795450000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "raid_guard" ("id" uuid NOT NULL, "site_id" uuid NOT NULL, "submission_id" uuid NOT NULL, "hashes" integer array NOT NULL, "text_hash" text NOT NULL, "until" TIMESTAMP WITH TIME ZONE NOT NULL, "created_by" text NOT NULL, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "ended_at" TIMESTAMP WITH TIME ZONE, "ended_by" text, CONSTRAINT "raid_guard_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "raid_guard_armed" ON "raid_guard" ("site_id", "until")`);
    await runner.query(
      `ALTER TABLE "raid_guard" ADD CONSTRAINT "raid_guard_site" FOREIGN KEY ("site_id") REFERENCES "site"("id") ON DELETE RESTRICT ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "raid_guard" ADD CONSTRAINT "raid_guard_submission" FOREIGN KEY ("submission_id") REFERENCES "submission"("id") ON DELETE RESTRICT ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "raid_guard"');
  }
}
