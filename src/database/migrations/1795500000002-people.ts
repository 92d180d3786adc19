import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who invited whom, accounts that are switched off, sign-in by another service, and what was done to accounts. */
export class People1795500000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE "moderator" ADD "invited_by" uuid, ADD "last_seen_at" TIMESTAMP WITH TIME ZONE, ADD "switched_off_at" TIMESTAMP WITH TIME ZONE, ADD "oidc_subject" text`,
    );
    await runner.query(
      `ALTER TABLE "moderator" ADD CONSTRAINT "moderator_oidc_subject" UNIQUE ("oidc_subject")`,
    );
    await runner.query(
      `UPDATE "moderator" SET "last_seen_at" = (SELECT max("last_seen_at") FROM "session" WHERE "moderator_id" = "moderator"."id")`,
    );
    await runner.query(
      `CREATE TABLE "invitation" ("token_hash" text NOT NULL, "moderator_id" uuid NOT NULL, "expires_at" TIMESTAMP WITH TIME ZONE NOT NULL, CONSTRAINT "invitation_pkey" PRIMARY KEY ("token_hash"))`,
    );
    await runner.query(
      `CREATE TABLE "people_event" ("id" uuid NOT NULL, "actor_id" uuid, "moderator_id" uuid NOT NULL, "kind" text NOT NULL, "detail" text NOT NULL DEFAULT '', "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "people_event_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "people_event_newest" ON "people_event" ("created_at")`);
    await refer(runner, 'moderator', { name: 'inviter', column: 'invited_by', then: 'SET NULL' });
    await refer(runner, 'invitation', { name: 'moderator', column: 'moderator_id', then: 'CASCADE' });
    await refer(runner, 'people_event', { name: 'actor', column: 'actor_id', then: 'RESTRICT' });
    await refer(runner, 'people_event', { name: 'moderator', column: 'moderator_id', then: 'RESTRICT' });
    await runner.query(
      `CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "people_event" FOR EACH ROW EXECUTE FUNCTION refuse_change()`,
    );
    await runner.query(
      `CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON "people_event" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "people_event"');
    await runner.query('DROP TABLE "invitation"');
    for (const column of ['oidc_subject', 'switched_off_at', 'last_seen_at', 'invited_by'])
      await runner.query(`ALTER TABLE "moderator" DROP COLUMN "${column}"`);
  }
}

async function refer(
  runner: QueryRunner,
  table: string,
  { name, column, then }: { name: string; column: string; then: string },
): Promise<void> {
  await runner.query(
    `ALTER TABLE "${table}" ADD CONSTRAINT "${table}_${name}" FOREIGN KEY ("${column}") REFERENCES "moderator"("id") ON DELETE ${then} ON UPDATE NO ACTION`,
  );
}
