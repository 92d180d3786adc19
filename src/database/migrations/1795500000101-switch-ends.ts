import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Switches and brakes that people throw may end by themselves. */
export class SwitchEnds1795500000101 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "panic_switch" ADD "ends_at" TIMESTAMP WITH TIME ZONE`);
    await runner.query(`ALTER TABLE "rule_brake" ADD "ends_at" TIMESTAMP WITH TIME ZONE`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "rule_brake" DROP COLUMN "ends_at"`);
    await runner.query(`ALTER TABLE "panic_switch" DROP COLUMN "ends_at"`);
  }
}
