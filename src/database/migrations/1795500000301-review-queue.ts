import type { MigrationInterface, QueryRunner } from 'typeorm';

const EVENTS = ['insert', 'update', 'delete', 'truncate'];

/** The queue at a million submissions: true counts without counting, search, and an order that ages. */
export class ReviewQueue1795500000301 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE "submission" ADD "due_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now()`,
    );
    await runner.query(`ALTER TABLE "submission" ADD "place" jsonb`);
    await runner.query(`UPDATE "submission" SET due_at = received_at`);
    await runner.query(`CREATE INDEX "submission_due" ON "submission" ("due_at", "id") WHERE state = 'held'`);
    await runner.query(
      `CREATE TABLE "submission_search" ("submission_id" uuid NOT NULL, "received_at" TIMESTAMP WITH TIME ZONE NOT NULL, "words" tsvector NOT NULL, CONSTRAINT "submission_search_pkey" PRIMARY KEY ("submission_id"))`,
    );
    await runner.query(
      `ALTER TABLE "submission_search" ADD CONSTRAINT "submission_search_submission" FOREIGN KEY ("submission_id") REFERENCES "submission"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(`CREATE INDEX "submission_search_words" ON "submission_search" USING gin ("words")`);
    // So that the planner knows 5,000 words: how many submissions a search finds decides how it is made.
    await runner.query(`ALTER TABLE "submission_search" ALTER COLUMN "words" SET STATISTICS 500`);
    await this.countQueues(runner);
  }

  private async countQueues(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "queue_tally" ("id" bigint GENERATED ALWAYS AS IDENTITY NOT NULL, "site_id" uuid NOT NULL, "queue" text NOT NULL, "change" bigint NOT NULL, CONSTRAINT "queue_tally_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "queue_tally_site" ON "queue_tally" ("site_id", "queue")`);
    await runner.query(`
      CREATE FUNCTION queue_of(state text, reason text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
      $$ SELECT CASE WHEN state IN ('held', 'approved') THEN state
                     WHEN state = 'rejected' THEN CASE WHEN reason = 'spam' THEN 'spam' ELSE 'rejected' END END $$`);
    await runner.query(`
      CREATE FUNCTION tally_gone() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN
        INSERT INTO queue_tally (site_id, queue, change)
        SELECT site_id, queue_of(state, reason), -count(*) FROM old_rows
         WHERE state IN ('held', 'approved', 'rejected') GROUP BY 1, 2;
        RETURN NULL;
      END $$`);
    await runner.query(`
      CREATE FUNCTION tally_come() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN
        INSERT INTO queue_tally (site_id, queue, change)
        SELECT site_id, queue_of(state, reason), count(*) FROM new_rows
         WHERE state IN ('held', 'approved', 'rejected') GROUP BY 1, 2;
        RETURN NULL;
      END $$`);
    await runner.query(`
      CREATE FUNCTION tally_moved() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN
        INSERT INTO queue_tally (site_id, queue, change)
        SELECT site_id, queue, sum(change) FROM (
          SELECT site_id, queue_of(state, reason) AS queue, 1 AS change FROM new_rows
           UNION ALL SELECT site_id, queue_of(state, reason), -1 FROM old_rows) AS moved
         WHERE queue IS NOT NULL GROUP BY 1, 2 HAVING sum(change) <> 0;
        RETURN NULL;
      END $$`);
    await runner.query(`
      CREATE FUNCTION tally_none() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN DELETE FROM queue_tally; RETURN NULL; END $$`);
    await runner.query(
      `CREATE TRIGGER tally_insert AFTER INSERT ON "submission" REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION tally_come()`,
    );
    await runner.query(
      `CREATE TRIGGER tally_update AFTER UPDATE ON "submission" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION tally_moved()`,
    );
    await runner.query(
      `CREATE TRIGGER tally_delete AFTER DELETE ON "submission" REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION tally_gone()`,
    );
    await runner.query(
      `CREATE TRIGGER tally_truncate AFTER TRUNCATE ON "submission" FOR EACH STATEMENT EXECUTE FUNCTION tally_none()`,
    );
    // In sessions that replicate or load, too: whatever writes rows changes the counts.
    for (const event of EVENTS)
      await runner.query(`ALTER TABLE "submission" ENABLE ALWAYS TRIGGER tally_${event}`);
    await runner.query(
      `INSERT INTO queue_tally (site_id, queue, change) SELECT site_id, queue_of(state, reason), count(*) FROM submission WHERE state IN ('held', 'approved', 'rejected') GROUP BY 1, 2`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const event of EVENTS) await runner.query(`DROP TRIGGER tally_${event} ON "submission"`);
    for (const name of ['gone', 'come', 'moved', 'none']) await runner.query(`DROP FUNCTION tally_${name}`);
    await runner.query('DROP FUNCTION queue_of');
    await runner.query('DROP TABLE "queue_tally"');
    await runner.query('DROP TABLE "submission_search"');
    await runner.query('DROP INDEX "submission_due"');
    await runner.query('ALTER TABLE "submission" DROP COLUMN "place"');
    await runner.query('ALTER TABLE "submission" DROP COLUMN "due_at"');
  }
}
