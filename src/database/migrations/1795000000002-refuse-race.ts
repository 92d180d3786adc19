import type { MigrationInterface, QueryRunner } from 'typeorm';

/** By which one statement undoes itself when another transaction was faster (intake/store-batch.ts). */
export class RefuseRace1795000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION refuse_race() RETURNS boolean LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'another transaction was faster' USING ERRCODE = 'serialization_failure'; END $$`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION refuse_race');
  }
}
