import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who has what on screen, and what was passed on instead of decided. */
export class ReviewLease1795500000302 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "review_lease" ("submission_id" uuid NOT NULL, "moderator_id" uuid NOT NULL, "until" TIMESTAMP WITH TIME ZONE NOT NULL, CONSTRAINT "review_lease_pkey" PRIMARY KEY ("submission_id"))`,
    );
    await runner.query(`CREATE INDEX "review_lease_moderator" ON "review_lease" ("moderator_id")`);
    await runner.query(
      `ALTER TABLE "review_lease" ADD CONSTRAINT "review_lease_submission" FOREIGN KEY ("submission_id") REFERENCES "submission"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "review_lease" ADD CONSTRAINT "review_lease_holder" FOREIGN KEY ("moderator_id") REFERENCES "moderator"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `CREATE TABLE "review_flag" ("id" uuid NOT NULL, "submission_id" uuid NOT NULL, "moderator_id" uuid NOT NULL, "kind" text NOT NULL, "note" text, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "review_flag_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "review_flag_submission" ON "review_flag" ("submission_id")`);
    await runner.query(
      `ALTER TABLE "review_flag" ADD CONSTRAINT "review_flag_of" FOREIGN KEY ("submission_id") REFERENCES "submission"("id") ON DELETE RESTRICT ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "review_flag" ADD CONSTRAINT "review_flag_moderator" FOREIGN KEY ("moderator_id") REFERENCES "moderator"("id") ON DELETE RESTRICT ON UPDATE NO ACTION`,
    );
    await runner.query(`CREATE INDEX "decision_time" ON "decision" ("created_at")`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX "decision_time"');
    await runner.query('DROP TABLE "review_flag"');
    await runner.query('DROP TABLE "review_lease"');
  }
}
