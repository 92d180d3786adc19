import type { MigrationInterface, QueryRunner } from 'typeorm';

const COLUMNS = ['"site_id"', '"email_key"', '"name_key"'];

/** The newest submissions of an author are found without reading all of them. */
export class AuthorInTime1795500000802 implements MigrationInterface {
  up(runner: QueryRunner): Promise<void> {
    return this.index(runner, [...COLUMNS, '"received_at"']);
  }

  down(runner: QueryRunner): Promise<void> {
    return this.index(runner, COLUMNS);
  }

  private async index(runner: QueryRunner, columns: readonly string[]): Promise<void> {
    await runner.query('DROP INDEX "submission_author"');
    await runner.query(`CREATE INDEX "submission_author" ON "submission" (${columns.join(', ')})`);
  }
}
