import { Module } from '@nestjs/common';
import { ModeratorsModule } from '../moderators/moderators.module.js';
import { PolicyDocumentsController } from './policy-documents.controller.js';
import { PolicyReplaysController } from './policy-replays.controller.js';
import { PolicySchemaController } from './policy-schema.controller.js';
import { PolicyTestController } from './policy-test.controller.js';
import { PolicyVersionsController } from './policy-versions.controller.js';
import { SiteSettingsController } from './site-settings.controller.js';
import { ThreadsController } from './threads.controller.js';
import { RuleBrakesController } from './rule-brakes.controller.js';
import { SubmissionViewsController } from './submission-views.controller.js';
import { SwitchesController } from './switches.controller.js';

/** What editors administer of a site over HTTP. */
@Module({
  imports: [ModeratorsModule],
  controllers: [
    PolicyVersionsController,
    PolicyDocumentsController,
    PolicySchemaController,
    PolicyReplaysController,
    PolicyTestController,
    RuleBrakesController,
    SwitchesController,
    SubmissionViewsController,
    ThreadsController,
    SiteSettingsController,
  ],
})
export class SitesApiModule {}
