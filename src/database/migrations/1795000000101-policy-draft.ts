import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Policies that are proposed, and who put a version in force and why alone. */
export class PolicyDraft1795000000101 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "policy_draft" ("id" uuid NOT NULL, "site_id" uuid NOT NULL, "number" integer NOT NULL, "hash" text NOT NULL, "document" jsonb NOT NULL, "note" text, "created_by" text NOT NULL, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "policy_draft_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE UNIQUE INDEX "policy_draft_number" ON "policy_draft" ("site_id", "number")`);
    await runner.query(
      `ALTER TABLE "policy_draft" ADD CONSTRAINT "policy_draft_site" FOREIGN KEY ("site_id") REFERENCES "site"("id") ON DELETE RESTRICT ON UPDATE NO ACTION`,
    );
    await runner.query(
      `CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "policy_draft" FOR EACH ROW EXECUTE FUNCTION refuse_change()`,
    );
    await runner.query(
      `CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON "policy_draft" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
    );
    await runner.query(
      `ALTER TABLE "policy" ADD "published_by" text, ADD "override_reason" text, ADD "restores" integer, ADD "draft_id" uuid`,
    );
    await runner.query(
      `CREATE UNIQUE INDEX "policy_of_draft" ON "policy" ("draft_id") WHERE draft_id is not null`,
    );
    await runner.query(
      `ALTER TABLE "policy" ADD CONSTRAINT "policy_published_draft" FOREIGN KEY ("draft_id") REFERENCES "policy_draft"("id") ON DELETE RESTRICT ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE "policy" DROP "published_by", DROP "override_reason", DROP "restores", DROP "draft_id"`,
    );
    await runner.query('DROP TABLE "policy_draft"');
  }
}
