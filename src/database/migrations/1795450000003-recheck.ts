import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Looking again at what was held because a service did not answer. */
export class Recheck1795450000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "verdict" ADD "recheck" boolean NOT NULL DEFAULT false`);
    await runner.query(`CREATE UNIQUE INDEX "verdict_recheck" ON "verdict" ("submission_id") WHERE recheck`);
    await runner.query(
      `CREATE TABLE "recheck" ("submission_id" uuid NOT NULL, "tries" integer NOT NULL DEFAULT 0, "due_at" TIMESTAMP WITH TIME ZONE NOT NULL, "ended_at" TIMESTAMP WITH TIME ZONE, "ending" text, CONSTRAINT "recheck_pkey" PRIMARY KEY ("submission_id"))`,
    );
    await runner.query(`CREATE INDEX "recheck_due" ON "recheck" ("due_at") WHERE ended_at is null`);
    await runner.query(
      `ALTER TABLE "recheck" ADD CONSTRAINT "recheck_submission" FOREIGN KEY ("submission_id") REFERENCES "submission"("id") ON DELETE RESTRICT ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "recheck"');
    await runner.query('DROP INDEX "verdict_recheck"');
    await runner.query('ALTER TABLE "verdict" DROP COLUMN "recheck"');
  }
}
