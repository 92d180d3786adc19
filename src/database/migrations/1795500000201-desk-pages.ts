import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the desk's pages read and set: figures by time, threads that open and close by themselves, examinations on demand. */
export class DeskPages1795500000201 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE INDEX "submission_received" ON "submission" ("received_at", "id", "site_id", "language")`,
    );
    await runner.query(
      `CREATE INDEX "verdict_outcome" ON "verdict" ("created_at", "outcome", "recheck", "submission_id")`,
    );
    await runner.query(
      `CREATE INDEX "submission_held" ON "submission" ("thread_id", "site_id", "language", "received_at") WHERE state = 'held'`,
    );
    await runner.query(
      `ALTER TABLE "thread" ADD "opens_at" TIMESTAMP WITH TIME ZONE, ADD "closes_at" TIMESTAMP WITH TIME ZONE, ADD "changed_by" text, ADD "changed_at" TIMESTAMP WITH TIME ZONE`,
    );
    await runner.query(`CREATE INDEX "thread_newest" ON "thread" ("site_id", "created_at", "id")`);
    await runner.query(`ALTER TABLE "site" ADD "close_after_days" integer`);
    await runner.query(
      `CREATE TABLE "examination_wish" ("id" smallint NOT NULL DEFAULT 1, "asked_at" TIMESTAMP WITH TIME ZONE NOT NULL, "asked_by" text NOT NULL, CONSTRAINT "examination_wish_one" CHECK (id = 1), CONSTRAINT "examination_wish_pkey" PRIMARY KEY ("id"))`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "examination_wish"');
    await runner.query('ALTER TABLE "site" DROP COLUMN "close_after_days"');
    await runner.query('DROP INDEX "thread_newest"');
    await runner.query(
      'ALTER TABLE "thread" DROP COLUMN "opens_at", DROP COLUMN "closes_at", DROP COLUMN "changed_by", DROP COLUMN "changed_at"',
    );
    for (const index of ['verdict_outcome', 'submission_held', 'submission_received'])
      await runner.query(`DROP INDEX "${index}"`);
  }
}
