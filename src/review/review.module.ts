import { Module } from '@nestjs/common';
import { join } from 'node:path';
import { ModeratorsModule } from '../moderators/moderators.module.js';
import { ConsoleFiles } from './console-files.js';
import { ConsolePagesController } from './console-pages.controller.js';
import { CountsFeed } from './counts-feed.js';
import { DecisionsController } from './decisions.controller.js';
import { RecordDecision } from './record-decision.js';
import { ReviewEventsController } from './review-events.controller.js';
import { ReviewItemQuery } from './review-item.query.js';
import { ReviewItemsController } from './review-items.controller.js';
import { ReviewItemsQuery } from './review-items.query.js';
import { UndoDecision } from './undo-decision.js';

/** Where `npm run build` puts the console; the same from src/ and from dist/. */
const CONSOLE = join(import.meta.dirname, '../../dist/console');

/** The moderators' desk: lists, decisions, live counts and the console's page. */
@Module({
  imports: [ModeratorsModule],
  controllers: [ReviewItemsController, DecisionsController, ReviewEventsController, ConsolePagesController],
  providers: [
    ReviewItemsQuery,
    ReviewItemQuery,
    RecordDecision,
    UndoDecision,
    CountsFeed,
    { provide: ConsoleFiles, useFactory: () => new ConsoleFiles(CONSOLE) },
  ],
})
export class ReviewModule {}
