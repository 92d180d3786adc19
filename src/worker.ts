import { NestFactory } from '@nestjs/core';
import { runRole } from './role.js';
import { WorkerModule } from './worker.module.js';

await runRole({
  name: 'worker',
  async start(config, logger) {
    const app = await NestFactory.createApplicationContext(WorkerModule.register(config), {
      abortOnError: false,
      logger,
    });
    logger.log(
      `screening, the queue is in ${config.redisUrl === undefined ? 'PostgreSQL' : 'Redis'}`,
      'worker',
    );
    return { app, ready: {} };
  },
});
