import { Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../config/config.js';
import { deriveKeys } from '../domain/keys.js';
import { instanceSecret } from './instance-secret.js';

/** Injection token of the installation's `Keys`. */
export const KEYS = Symbol('Keys');

/** Provides the installation's keys. */
@Module({
  providers: [
    {
      provide: KEYS,
      inject: [DataSource, CONFIG],
      useFactory: async (dataSource: DataSource, config: Config) =>
        deriveKeys(config.secret ?? (await instanceSecret(dataSource))),
    },
  ],
  exports: [KEYS],
})
export class KeysModule {}
