import { type DynamicModule, Module } from '@nestjs/common';
import type { Config } from './config/config.js';
import { ConfigModule } from './config/config.module.js';
import { DatabaseModule } from './database/database.module.js';
import { EffectsApiModule } from './effects/effects-api.module.js';
import { IntakeModule } from './intake/intake.module.js';
import { ModeratorsModule } from './moderators/moderators.module.js';
import { DoctorApiModule } from './operations/doctor-api.module.js';
import { HealthModule } from './operations/health.module.js';
import { PublicationModule } from './publication/publication.module.js';
import { ReviewModule } from './review/review.module.js';
import { SitesApiModule } from './sites/sites-api.module.js';

/** Composition root of the HTTP process: every controller, no processor. */
@Module({})
export class AppModule {
  static register(config: Config): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.register(config),
        DatabaseModule,
        IntakeModule,
        PublicationModule,
        ModeratorsModule,
        ReviewModule,
        EffectsApiModule,
        SitesApiModule,
        DoctorApiModule,
        HealthModule,
      ],
    };
  }
}
