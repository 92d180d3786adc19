import type { AddressInfo } from 'node:net';
import { startApp, type TestApp } from './app.js';
import { createTestDatabase, type TestDatabase } from './database.js';

/** An application that listens on a port, for tests that speak to its socket; its sites take any number of submissions. */
export interface FrontDoor {
  database: TestDatabase;
  app: TestApp;
  port: number;
  close(): Promise<void>;
}

/** Opens a front door with a database of its own. */
export async function openFrontDoor(): Promise<FrontDoor> {
  const database = await createTestDatabase();
  const app = await startApp({ databaseUrl: database.url });
  await database.dataSource.query('update site set flood_seconds = 0');
  await app.app.listen(0, '127.0.0.1');
  const { port } = app.app.getHttpServer().address() as AddressInfo;
  return {
    database,
    app,
    port,
    async close() {
      await app.close();
      await database.destroy();
    },
  };
}
