import type { MigrationInterface, QueryRunner } from 'typeorm';

/** One decision for many submissions, carried out by a worker; messages that were taken back before they were sent. */
export class Bulk1795500000501 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE "outbox" DROP CONSTRAINT "outbox_state", ADD CONSTRAINT "outbox_state" CHECK (state in ('pending', 'done', 'dead', 'cancelled'))`,
    );
    await runner.query(
      `CREATE TABLE "bulk" ("id" uuid NOT NULL, "moderator_id" uuid NOT NULL, "act" text NOT NULL, "reason" text, "note" text, "filter" jsonb, "total" integer NOT NULL, "state" text NOT NULL, "recorded" integer NOT NULL DEFAULT '0', "conflicts" integer NOT NULL DEFAULT '0', "unknown" integer NOT NULL DEFAULT '0', "approved_by" uuid, "undo_of" uuid, "tries" smallint NOT NULL DEFAULT '0', "lease" uuid, "lease_until" TIMESTAMP WITH TIME ZONE, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "started_at" TIMESTAMP WITH TIME ZONE, "finished_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "bulk_state" CHECK (state in ('waiting_for_second', 'queued', 'running', 'done', 'cancelled', 'failed')), CONSTRAINT "bulk_second" CHECK (approved_by is distinct from moderator_id), CONSTRAINT "bulk_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE INDEX "bulk_open" ON "bulk" ("created_at") WHERE state in ('waiting_for_second', 'queued', 'running')`,
    );
    await runner.query(`CREATE INDEX "bulk_moderator" ON "bulk" ("moderator_id", "created_at")`);
    await runner.query(
      `CREATE UNIQUE INDEX "bulk_undo" ON "bulk" ("undo_of") WHERE undo_of is not null and state not in ('cancelled', 'failed')`,
    );
    await runner.query(
      `CREATE TABLE "bulk_item" ("bulk_id" uuid NOT NULL, "submission_id" uuid NOT NULL, "version" integer NOT NULL, "outcome" text, "decision_id" uuid, CONSTRAINT "bulk_item_pkey" PRIMARY KEY ("bulk_id", "submission_id"))`,
    );
    await runner.query(
      `CREATE INDEX "bulk_item_open" ON "bulk_item" ("bulk_id", "submission_id") WHERE outcome is null`,
    );
    const references = [
      ['bulk', 'bulk_by', 'moderator_id', 'moderator'],
      ['bulk', 'bulk_second_by', 'approved_by', 'moderator'],
      ['bulk', 'bulk_undoes', 'undo_of', 'bulk'],
      ['bulk_item', 'bulk_item_of', 'bulk_id', 'bulk'],
      ['bulk_item', 'bulk_item_decision', 'decision_id', 'decision'],
    ];
    for (const [table, name, column, parent] of references)
      await runner.query(
        `ALTER TABLE "${table}" ADD CONSTRAINT "${name}" FOREIGN KEY ("${column}") REFERENCES "${parent}"("id") ON DELETE RESTRICT ON UPDATE NO ACTION`,
      );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "bulk_item"');
    await runner.query('DROP TABLE "bulk"');
    await runner.query(`UPDATE "outbox" SET state = 'done' WHERE state = 'cancelled'`);
    await runner.query(
      `ALTER TABLE "outbox" DROP CONSTRAINT "outbox_state", ADD CONSTRAINT "outbox_state" CHECK (state in ('pending', 'done', 'dead'))`,
    );
  }
}
