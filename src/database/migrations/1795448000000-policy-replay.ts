import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Policies that workers try on stored submissions, and how far they are. */
export class PolicyReplay1795448000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "policy_replay" ("id" uuid NOT NULL, "site_id" uuid NOT NULL, "hash" text NOT NULL, "document" jsonb NOT NULL, "version" integer, "draft" integer, "since" TIMESTAMP WITH TIME ZONE, "most" integer NOT NULL, "state" text NOT NULL DEFAULT 'queued', "below" bigint NOT NULL, "remaining" integer NOT NULL, "tally" jsonb, "seen" integer NOT NULL DEFAULT 0, "total" integer NOT NULL, "tries" smallint NOT NULL DEFAULT 0, "lease" uuid, "lease_until" TIMESTAMP WITH TIME ZONE, "failure" text, "created_by" text NOT NULL, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "started_at" TIMESTAMP WITH TIME ZONE, "ended_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "policy_replay_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE UNIQUE INDEX "policy_replay_open" ON "policy_replay" ("site_id") WHERE state in ('queued', 'running')`,
    );
    await runner.query(`CREATE INDEX "policy_replay_time" ON "policy_replay" ("site_id", "created_at")`);
    await runner.query(
      `ALTER TABLE "policy_replay" ADD CONSTRAINT "policy_replay_site" FOREIGN KEY ("site_id") REFERENCES "site"("id") ON DELETE RESTRICT ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "policy_replay"');
  }
}
