import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Settled submissions that somebody looks at once more, without being told what became of them. */
export class Samples1795500000803 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "sample" ("id" uuid NOT NULL, "submission_id" uuid NOT NULL, "version" integer NOT NULL, "kind" text NOT NULL, "expected" text NOT NULL, "moderator_id" uuid, "until" TIMESTAMP WITH TIME ZONE, "passed_by" uuid array NOT NULL DEFAULT '{}', "choice" text, "answered_at" TIMESTAMP WITH TIME ZONE, "decision_id" uuid, "asked_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "sample_answer" CHECK ((answered_at is null) = (choice is null) and (choice is null or moderator_id is not null)), CONSTRAINT "sample_kind" CHECK (kind in ('audit', 'uncertain', 'double', 'third', 'golden')), CONSTRAINT "sample_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE UNIQUE INDEX "sample_once" ON "sample" ("submission_id") WHERE answered_at is null`,
    );
    await runner.query(`CREATE INDEX "sample_submission" ON "sample" ("submission_id")`);
    await runner.query(`CREATE INDEX "sample_open" ON "sample" ("asked_at") WHERE answered_at is null`);
    await runner.query(`CREATE INDEX "sample_answered" ON "sample" ("answered_at")`);
    await runner.query(`CREATE INDEX "sample_moderator" ON "sample" ("moderator_id")`);
    await runner.query(`CREATE INDEX "sample_decision" ON "sample" ("decision_id")`);
    for (const [name, column, table] of [
      ['sample_of', 'submission_id', 'submission'],
      ['sample_by', 'moderator_id', 'moderator'],
      ['sample_led_to', 'decision_id', 'decision'],
    ])
      await runner.query(
        `ALTER TABLE "sample" ADD CONSTRAINT "${name}" FOREIGN KEY ("${column}") REFERENCES "${table}"("id") ON DELETE RESTRICT ON UPDATE NO ACTION`,
      );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "sample"');
  }
}
