import { Module } from '@nestjs/common';
import { ModeratorsModule } from '../moderators/moderators.module.js';
import { EffectsController } from './effects.controller.js';

/** The HTTP side of effects; performs none. */
@Module({ imports: [ModeratorsModule], controllers: [EffectsController] })
export class EffectsApiModule {}
