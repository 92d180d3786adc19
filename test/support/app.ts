import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { INestApplicationContext, ModuleMetadata } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { AppModule } from '../../src/app.module.js';
import { type Config, configOf } from '../../src/config/config.js';
import { parseEnv } from '../../src/config/env.schema.js';
import { configureHttp, createHttpAdapter } from '../../src/http/http-server.js';
import { WorkerModule } from '../../src/worker.module.js';

/** What a test may set for an application it starts. */
export interface AppWish {
  databaseUrl: string;
  env?: Record<string, string>;
  /** Controllers of the test beside the application's own. */
  controllers?: NonNullable<ModuleMetadata['controllers']>;
}

/** The HTTP application as it runs, answering `inject` (or a port after `app.listen(0)`). */
export interface TestApp {
  app: NestFastifyApplication;
  inject: FastifyInstance['inject'];
  config: Config;
  /** Every route that Fastify was told, whoever told it. */
  routes: { method: string; url: string }[];
  close(): Promise<void>;
}

function configFor(wish: AppWish): Config {
  return configOf(
    parseEnv({
      DATABASE_URL: wish.databaseUrl,
      REPLYDESK_MIGRATE: 'false',
      LOG_LEVEL: 'fatal',
      PUBLIC_URL: 'http://desk.example',
      ...wish.env,
    }),
  );
}

/** Builds the whole HTTP application on a test database. PUBLIC_URL is http://desk.example unless `env` says else. */
export async function startApp(wish: AppWish): Promise<TestApp> {
  const config = configFor(wish);
  const own = AppModule.register(config);
  const app = await NestFactory.create<NestFastifyApplication>(
    { ...own, controllers: [...(wish.controllers ?? []), ...(own.controllers ?? [])] },
    createHttpAdapter(config),
    {
      bodyParser: false,
      abortOnError: false,
      logger: false,
    },
  );
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  const routes: TestApp['routes'] = [];
  fastify.addHook('onRoute', ({ method, url }) => {
    for (const name of [method].flat()) routes.push({ method: name, url });
  });
  await configureHttp(app);
  await app.init();
  await fastify.ready();
  return {
    app,
    inject: fastify.inject.bind(fastify) as FastifyInstance['inject'],
    config,
    routes,
    close: () => app.close(),
  };
}

/** Builds the whole worker on a test database; it screens at once. */
export async function startWorkerApp(
  wish: AppWish,
): Promise<{ app: INestApplicationContext; close(): Promise<void> }> {
  const app = await NestFactory.createApplicationContext(WorkerModule.register(configFor(wish)), {
    abortOnError: false,
    logger: false,
  });
  return { app, close: () => app.close() };
}
