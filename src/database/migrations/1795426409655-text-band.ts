import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Hashes by which texts that are much alike find each other. */
export class TextBand1795426409655 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "text_band" ("site_id" uuid NOT NULL, "hash" integer NOT NULL, "received_at" TIMESTAMP WITH TIME ZONE NOT NULL, "submission_id" uuid NOT NULL, CONSTRAINT "text_band_pkey" PRIMARY KEY ("site_id", "hash", "received_at", "submission_id"))`,
    );
    // Old rows are forgotten by their time; they come nearly in its order, so that this costs nearly nothing.
    await runner.query(
      `CREATE INDEX "text_band_time" ON "text_band" USING brin ("received_at") WITH (pages_per_range = 32, autosummarize = on)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "text_band"');
  }
}
