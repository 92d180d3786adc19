import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the rules of a policy made of a submission. */
export class VerdictPoints1795000000005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE "verdict" ADD "score" double precision NOT NULL DEFAULT '0', ADD "symbols" jsonb NOT NULL DEFAULT '[]'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "verdict" DROP "score", DROP "symbols"`);
  }
}
