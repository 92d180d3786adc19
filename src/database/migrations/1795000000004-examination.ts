import type { MigrationInterface, QueryRunner } from 'typeorm';

const APPEND_ONLY = ['verdict', 'decision', 'policy'];

/** What the desk found when it examined itself; and the records refuse TRUNCATE, which fires no trigger of a row. */
export class Examination1795000000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "examination" ("id" uuid NOT NULL, "examined_at" TIMESTAMP WITH TIME ZONE NOT NULL, "duration_ms" integer NOT NULL, "balanced" boolean, "complete" boolean NOT NULL, "report" jsonb NOT NULL, CONSTRAINT "PK_examination" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "examination_time" ON "examination" ("examined_at")`);
    // The newest verdicts without a scan of all; verdicts are only ever appended, so it costs nearly nothing.
    await runner.query(
      `CREATE INDEX "verdict_time" ON "verdict" USING brin ("created_at") WITH (pages_per_range = 32, autosummarize = on)`,
    );
    for (const table of APPEND_ONLY) {
      await runner.query(
        `CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON "${table}" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
      );
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of APPEND_ONLY) await runner.query(`DROP TRIGGER append_only_whole ON "${table}"`);
    await runner.query('DROP INDEX "verdict_time"');
    await runner.query('DROP TABLE "examination"');
  }
}
