import { Module } from '@nestjs/common';
import { join } from 'node:path';
import { ModeratorsModule } from '../moderators/moderators.module.js';
import { KeysModule } from '../database/keys.module.js';
import { AuthorMeasures } from './author/author-measures.js';
import { AuthorsController } from './author/authors.controller.js';
import { Notes } from './author/notes.js';
import { NotesController } from './author/notes.controller.js';
import { BulkController } from './bulk/bulk.controller.js';
import { ConsoleFiles } from './console-files.js';
import { ConsolePagesController } from './console-pages.controller.js';
import { CountsFeed } from './counts-feed.js';
import { FiguresController } from './figures/figures.controller.js';
import { MyDecisionsController } from './my-decisions.controller.js';
import { DecisionsController } from './decisions.controller.js';
import { ClustersController } from './clusters.controller.js';
import { JudgeReporter } from './reports/judge-reporter.js';
import { ReportsController } from './reports/reports.controller.js';
import { AnswerSample } from './samples/answer-sample.js';
import { HandSamples } from './samples/hand-samples.js';
import { SamplesController } from './samples/samples.controller.js';
import { HandOut } from './leases/hand-out.js';
import { LeasesController } from './leases/leases.controller.js';
import { RaiseFlag } from './leases/raise-flag.js';
import { ItemAroundController } from './item/item-around.controller.js';
import { RaidGuards } from './raid-guards.js';
import { RecordDecisions } from './record-decisions.js';
import { RecordDecision } from './record-decision.js';
import { ReviewEventsController } from './review-events.controller.js';
import { ReviewItemQuery } from './review-item.query.js';
import { ReviewItemsController } from './review-items.controller.js';
import { ReviewItemsQuery } from './review-items.query.js';
import { Translate } from './translation/translate.js';
import { TranslationController } from './translation/translation.controller.js';
import { UndoDecision } from './undo-decision.js';

/** Where `npm run build` puts the console; the same from src/ and from dist/. */
const CONSOLE = join(import.meta.dirname, '../../dist/console');

/** The moderators' desk: lists, decisions, live counts and the console's page. */
@Module({
  imports: [ModeratorsModule, KeysModule],
  controllers: [
    ReviewItemsController,
    DecisionsController,
    MyDecisionsController,
    FiguresController,
    ClustersController,
    BulkController,
    LeasesController,
    ReportsController,
    SamplesController,
    AuthorsController,
    NotesController,
    ItemAroundController,
    TranslationController,
    ReviewEventsController,
    ConsolePagesController,
  ],
  providers: [
    ReviewItemsQuery,
    ReviewItemQuery,
    RecordDecision,
    RecordDecisions,
    RaidGuards,
    AuthorMeasures,
    Notes,
    Translate,
    UndoDecision,
    CountsFeed,
    HandOut,
    HandSamples,
    AnswerSample,
    JudgeReporter,
    RaiseFlag,
    { provide: ConsoleFiles, useFactory: () => new ConsoleFiles(CONSOLE) },
  ],
})
export class ReviewModule {}
