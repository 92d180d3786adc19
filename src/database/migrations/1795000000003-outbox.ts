import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What must be done outside because a submission was settled, and the first that wants it: the webhook of a site. */
export class Outbox1795000000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE "site" ADD "webhook_url" text, ADD "webhook_since" TIMESTAMP WITH TIME ZONE, ADD "webhook_secret" text, ADD "webhook_previous_secret" text, ADD "webhook_previous_secret_until" TIMESTAMP WITH TIME ZONE, ADD CONSTRAINT "site_webhook" CHECK (webhook_url is null or webhook_secret is not null)`,
    );
    await runner.query(
      `CREATE TABLE "outbox" ("id" uuid NOT NULL, "site_id" uuid NOT NULL, "submission_id" uuid NOT NULL, "record_id" uuid NOT NULL, "kind" text NOT NULL, "state" text NOT NULL DEFAULT 'pending', "attempts" integer NOT NULL DEFAULT '0', "due_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "queued_at" TIMESTAMP WITH TIME ZONE, "tried_at" TIMESTAMP WITH TIME ZONE, "last_error" text, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "finished_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "outbox_record" UNIQUE ("kind", "record_id"), CONSTRAINT "outbox_state" CHECK (state in ('pending', 'done', 'dead')), CONSTRAINT "outbox_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE INDEX "outbox_waiting" ON "outbox" ("site_id", "due_at") WHERE state = 'pending' and queued_at is null`,
    );
    await runner.query(
      `CREATE INDEX "outbox_queued" ON "outbox" ("site_id", "queued_at") WHERE state = 'pending' and queued_at is not null`,
    );
    await runner.query(`CREATE INDEX "outbox_list" ON "outbox" ("state", "created_at", "id")`);
    await runner.query(
      `ALTER TABLE "outbox" ADD CONSTRAINT "outbox_site" FOREIGN KEY ("site_id") REFERENCES "site"("id") ON DELETE RESTRICT ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "outbox" ADD CONSTRAINT "outbox_submission" FOREIGN KEY ("submission_id") REFERENCES "submission"("id") ON DELETE RESTRICT ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "outbox"');
    await runner.query(
      `ALTER TABLE "site" DROP CONSTRAINT "site_webhook", DROP "webhook_url", DROP "webhook_since", DROP "webhook_secret", DROP "webhook_previous_secret", DROP "webhook_previous_secret_until"`,
    );
  }
}
