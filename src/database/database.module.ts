import { Logger, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { CONFIG, type Config } from '../config/config.js';
import { endWithin } from '../queue/time-limit.js';
import { dataSourceOptions } from './data-source.js';

/** Milliseconds that statements under way get when the pool is closed. */
const CLOSE_MS = 1_000;

/** Closes in bounded time: Nest waits for it at shutdown, and a server that is silent would keep it for ever. */
class ClosingDataSource extends DataSource {
  override async destroy(): Promise<void> {
    const logger = new Logger('database');
    await endWithin(super.destroy(), {
      ms: CLOSE_MS,
      what: 'the connections to the database',
      warn: (line) => logger.warn(line),
    });
  }
}

/** The connection pool of a process; the database is known to answer before the application is built. */
@Module({
  imports: [
    TypeOrmModule.forRootAsync({
      inject: [CONFIG],
      useFactory: (config: Config) => ({
        ...dataSourceOptions(config.database),
        retryAttempts: 3,
        retryDelay: 1_000,
      }),
      // Never without options: they come from the line above.
      dataSourceFactory: (options) => Promise.resolve(new ClosingDataSource(options as DataSourceOptions)),
    }),
  ],
})
export class DatabaseModule {}
