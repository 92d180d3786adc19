import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What an author sent lately, and what came to a thread lately, without a look at all that ever came. */
export class RecentSubmissions1795427446500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE INDEX "submission_email" ON "submission" ("site_id", "email_key", "received_at") WHERE email_key <> ''`,
    );
    await runner.query(`CREATE INDEX "submission_thread" ON "submission" ("thread_id", "received_at")`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX "submission_thread"');
    await runner.query('DROP INDEX "submission_email"');
  }
}
