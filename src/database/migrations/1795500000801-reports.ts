import type { MigrationInterface, QueryRunner } from 'typeorm';

const EVENTS = ['insert', 'delete', 'truncate'];

/** Readers' reports of published comments, and the queue of those that wait for an answer. */
export class Reports1795500000801 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "report" ("id" uuid NOT NULL, "submission_id" uuid NOT NULL, "kind" text NOT NULL, "note" text NOT NULL, "reporter" text, "network" text, "disregarded" boolean NOT NULL DEFAULT false, "decision_id" uuid, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "report_kind" CHECK (kind in ('insult', 'hate', 'spam', 'private-data', 'illegal', 'other')), CONSTRAINT "report_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE UNIQUE INDEX "report_once" ON "report" ("submission_id", "reporter")`);
    await runner.query(`CREATE INDEX "report_reporter" ON "report" ("reporter", "created_at")`);
    await runner.query(`CREATE INDEX "report_network" ON "report" ("network")`);
    await runner.query(`CREATE INDEX "report_answer" ON "report" ("decision_id")`);
    await runner.query(
      `ALTER TABLE "report" ADD CONSTRAINT "report_of" FOREIGN KEY ("submission_id") REFERENCES "submission"("id") ON DELETE RESTRICT ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "report" ADD CONSTRAINT "report_answered_by" FOREIGN KEY ("decision_id") REFERENCES "decision"("id") ON DELETE RESTRICT ON UPDATE NO ACTION`,
    );
    await runner.query(
      `CREATE TABLE "reporter_mute" ("reporter" text NOT NULL, "moderator_id" uuid NOT NULL, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "reporter_mute_pkey" PRIMARY KEY ("reporter"))`,
    );
    await runner.query(`CREATE INDEX "reporter_mute_moderator" ON "reporter_mute" ("moderator_id")`);
    await runner.query(
      `ALTER TABLE "reporter_mute" ADD CONSTRAINT "reporter_mute_by" FOREIGN KEY ("moderator_id") REFERENCES "moderator"("id") ON DELETE RESTRICT ON UPDATE NO ACTION`,
    );
    await this.queue(runner);
  }

  private async queue(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "reported" ("comment_id" bigint NOT NULL, "submission_id" uuid NOT NULL, "site_id" uuid NOT NULL, "reports" integer NOT NULL, "harm" double precision NOT NULL, "first_at" TIMESTAMP WITH TIME ZONE NOT NULL, "last_at" TIMESTAMP WITH TIME ZONE NOT NULL, "due_at" TIMESTAMP WITH TIME ZONE NOT NULL, CONSTRAINT "reported_pkey" PRIMARY KEY ("comment_id"))`,
    );
    await runner.query(`CREATE UNIQUE INDEX "reported_submission" ON "reported" ("submission_id")`);
    await runner.query(`CREATE INDEX "reported_due" ON "reported" ("due_at", "submission_id")`);
    await runner.query(
      `ALTER TABLE "reported" ADD CONSTRAINT "reported_comment" FOREIGN KEY ("comment_id") REFERENCES "comment"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(`
      CREATE FUNCTION tally_reported() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN
        INSERT INTO queue_tally (site_id, queue, change)
        SELECT site_id, 'reported', CASE TG_OP WHEN 'INSERT' THEN count(*) ELSE -count(*) END FROM rows GROUP BY 1;
        RETURN NULL;
      END $$`);
    await runner.query(`
      CREATE FUNCTION tally_none_reported() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN DELETE FROM queue_tally WHERE queue = 'reported'; RETURN NULL; END $$`);
    await runner.query(
      `CREATE TRIGGER tally_insert AFTER INSERT ON "reported" REFERENCING NEW TABLE AS rows FOR EACH STATEMENT EXECUTE FUNCTION tally_reported()`,
    );
    await runner.query(
      `CREATE TRIGGER tally_delete AFTER DELETE ON "reported" REFERENCING OLD TABLE AS rows FOR EACH STATEMENT EXECUTE FUNCTION tally_reported()`,
    );
    await runner.query(
      `CREATE TRIGGER tally_truncate AFTER TRUNCATE ON "reported" FOR EACH STATEMENT EXECUTE FUNCTION tally_none_reported()`,
    );
    for (const event of EVENTS)
      await runner.query(`ALTER TABLE "reported" ENABLE ALWAYS TRIGGER tally_${event}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "reported"');
    await runner.query(`DELETE FROM queue_tally WHERE queue = 'reported'`);
    await runner.query('DROP FUNCTION tally_none_reported');
    await runner.query('DROP FUNCTION tally_reported');
    await runner.query('DROP TABLE "reporter_mute"');
    await runner.query('DROP TABLE "report"');
  }
}
