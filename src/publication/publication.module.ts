import { Module } from '@nestjs/common';
import { KeysModule } from '../database/keys.module.js';
import { AssetsController } from './assets.controller.js';
import { CommentsController } from './comments.controller.js';
import { ExampleController } from './example.controller.js';
import { HomeController } from './home.controller.js';
import { OwnSubmissionsQuery } from './own-submissions.query.js';
import { RenderedBodies } from './rendered-bodies.js';
import { ReportDoorController } from './report/report-door.controller.js';
import { ReportPageController } from './report/report-page.controller.js';
import { ReportableQuery } from './report/reportable.query.js';
import { TakeReport } from './report/take-report.js';
import { ShowThread } from './show-thread.js';
import { ThreadPageController } from './thread-page.controller.js';
import { ThreadSection } from './thread-section.js';
import { ThreadQuery } from './thread.query.js';

/** Step 4: what was approved, to readers. */
@Module({
  imports: [KeysModule],
  controllers: [
    CommentsController,
    ThreadPageController,
    ExampleController,
    AssetsController,
    HomeController,
    ReportPageController,
    ReportDoorController,
  ],
  providers: [
    ThreadQuery,
    OwnSubmissionsQuery,
    RenderedBodies,
    ThreadSection,
    ShowThread,
    ReportableQuery,
    TakeReport,
  ],
})
export class PublicationModule {}
