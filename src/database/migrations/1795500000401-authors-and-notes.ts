import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Measures upon authors, notes between moderators, and the index by which replies are found. */
export class AuthorsAndNotes1795500000401 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "author_measure" ("id" uuid NOT NULL, "site_id" uuid, "author_key" text NOT NULL, "submission_id" uuid NOT NULL, "kind" text NOT NULL, "reason" text NOT NULL, "until" TIMESTAMP WITH TIME ZONE, "moderator_id" uuid NOT NULL, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "ended_at" TIMESTAMP WITH TIME ZONE, "ended_by" uuid, CONSTRAINT "author_measure_kind" CHECK (kind in ('hold_always', 'suspend', 'ban')), CONSTRAINT "author_measure_until" CHECK ((kind = 'suspend') = (until is not null)), CONSTRAINT "author_measure_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "author_measure_author" ON "author_measure" ("author_key")`);
    await runner.query(`CREATE INDEX "author_measure_made_on" ON "author_measure" ("submission_id")`);
    await refer(runner, 'author_measure', { site: 'site_id', submission: 'submission_id' });
    await refer(runner, 'author_measure', { moderator: 'moderator_id' });
    await runner.query(
      `ALTER TABLE "author_measure" ADD CONSTRAINT "author_measure_ender" FOREIGN KEY ("ended_by") REFERENCES "moderator"("id") ON DELETE RESTRICT ON UPDATE NO ACTION`,
    );
    await runner.query(
      `CREATE TABLE "note" ("id" uuid NOT NULL, "submission_id" uuid NOT NULL, "about" text NOT NULL, "author_key" text, "text" text NOT NULL, "withdraws_id" uuid, "moderator_id" uuid NOT NULL, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "note_about" CHECK (about in ('submission', 'author')), CONSTRAINT "note_author" CHECK ((about = 'author') = (author_key is not null)), CONSTRAINT "note_withdrawal" CHECK ((text = '') = (withdraws_id is not null)), CONSTRAINT "note_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "note_written_on" ON "note" ("submission_id")`);
    await runner.query(`CREATE INDEX "note_of_author" ON "note" ("author_key") WHERE author_key is not null`);
    await runner.query(
      `CREATE UNIQUE INDEX "note_withdrawn" ON "note" ("withdraws_id") WHERE withdraws_id is not null`,
    );
    await refer(runner, 'note', { submission: 'submission_id', moderator: 'moderator_id' });
    await runner.query(
      `CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "note" FOR EACH ROW EXECUTE FUNCTION refuse_change()`,
    );
    await runner.query(
      `CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON "note" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
    );
    await runner.query(
      `CREATE INDEX "submission_parent" ON "submission" ("thread_id", "parent_number", "received_at") WHERE parent_number is not null`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX "submission_parent"');
    await runner.query('DROP TABLE "note"');
    await runner.query('DROP TABLE "author_measure"');
  }
}

async function refer(runner: QueryRunner, table: string, columns: Record<string, string>): Promise<void> {
  for (const [target, column] of Object.entries(columns))
    await runner.query(
      `ALTER TABLE "${table}" ADD CONSTRAINT "${table}_${target}" FOREIGN KEY ("${column}") REFERENCES "${target}"("id") ON DELETE RESTRICT ON UPDATE NO ACTION`,
    );
}
