import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.js';
import { configureHttp, createHttpAdapter } from './http/http-server.js';
import { HealthController } from './operations/health.controller.js';
import { runRole } from './role.js';

await runRole({
  name: 'api',
  async start(config, logger) {
    const app = await NestFactory.create<NestFastifyApplication>(
      AppModule.register(config),
      createHttpAdapter(config),
      {
        bodyParser: false,
        abortOnError: false,
        logger,
      },
    );
    await configureHttp(app);
    await app.listen(config.http.port, config.http.host);
    const address = app.getHttpServer().address();
    const port = typeof address === 'object' && address !== null ? address.port : config.http.port;
    const url = config.http.publicUrl ?? `http://localhost:${port}`;
    logger.log(`listening on port ${port}, readers come by ${url}`, 'api');
    return { app, ready: { url }, stopping: () => app.get(HealthController).stop() };
  },
});
