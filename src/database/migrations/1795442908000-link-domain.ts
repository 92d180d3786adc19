import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where the links of submissions lead, so that a domain that was never approved is known as new. */
export class LinkDomain1795442908000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "link_domain" ("site_id" uuid NOT NULL, "domain" text NOT NULL, "received_at" TIMESTAMP WITH TIME ZONE NOT NULL, "submission_id" uuid NOT NULL, CONSTRAINT "link_domain_pkey" PRIMARY KEY ("site_id", "domain", "received_at", "submission_id"))`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "link_domain"');
  }
}
