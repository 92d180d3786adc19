import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Codes at sign-in, sessions that can be told apart, and when a session was last confirmed. */
export class SecondFactor1795500000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "session" ADD "id" uuid`);
    await runner.query(`UPDATE "session" SET "id" = gen_random_uuid()`);
    await runner.query(`ALTER TABLE "session" ALTER COLUMN "id" SET NOT NULL`);
    await runner.query(`ALTER TABLE "session" ADD CONSTRAINT "session_id_key" UNIQUE ("id")`);
    await runner.query(`ALTER TABLE "session" ADD "user_agent" text NOT NULL DEFAULT ''`);
    await runner.query(`ALTER TABLE "session" ADD "network" text NOT NULL DEFAULT ''`);
    await runner.query(
      `ALTER TABLE "session" ADD "confirmed_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now()`,
    );
    await runner.query(`UPDATE "session" SET "confirmed_at" = "created_at"`);
    await runner.query(
      `CREATE TABLE "sign_in_step" ("token_hash" text NOT NULL, "moderator_id" uuid NOT NULL, "expires_at" TIMESTAMP WITH TIME ZONE NOT NULL, CONSTRAINT "sign_in_step_pkey" PRIMARY KEY ("token_hash"))`,
    );
    await runner.query(
      `CREATE TABLE "second_factor" ("moderator_id" uuid NOT NULL, "secret" text NOT NULL, "confirmed_at" TIMESTAMP WITH TIME ZONE, "last_step" integer NOT NULL DEFAULT 0, CONSTRAINT "second_factor_pkey" PRIMARY KEY ("moderator_id"))`,
    );
    await runner.query(
      `CREATE TABLE "recovery_code" ("moderator_id" uuid NOT NULL, "code_hash" text NOT NULL, CONSTRAINT "recovery_code_pkey" PRIMARY KEY ("moderator_id", "code_hash"))`,
    );
    for (const table of ['sign_in_step', 'second_factor', 'recovery_code'])
      await runner.query(
        `ALTER TABLE "${table}" ADD CONSTRAINT "${table}_moderator" FOREIGN KEY ("moderator_id") REFERENCES "moderator"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
      );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['recovery_code', 'second_factor', 'sign_in_step'])
      await runner.query(`DROP TABLE "${table}"`);
    for (const column of ['confirmed_at', 'network', 'user_agent', 'id'])
      await runner.query(`ALTER TABLE "session" DROP COLUMN "${column}"`);
  }
}
