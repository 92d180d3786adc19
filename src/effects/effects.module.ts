import { Module } from '@nestjs/common';
import { EffectsQueue } from '../queue/effects.queue.js';
import { EFFECT_HANDLERS, type EffectHandler } from './effect-handler.js';
import { EffectsProcessor } from './effects.processor.js';
import { EffectsRelay } from './effects.relay.js';
import { ForgetEffects } from './forget-effects.js';
import { WebhookHandler } from './webhook/webhook.handler.js';

/** The worker's part of what is done outside: outbox in, webhooks out. */
@Module({
  providers: [
    EffectsQueue,
    EffectsRelay,
    WebhookHandler,
    {
      provide: EFFECT_HANDLERS,
      useFactory: (...handlers: EffectHandler[]) => handlers,
      inject: [WebhookHandler],
    },
    EffectsProcessor,
    ForgetEffects,
  ],
})
export class EffectsModule {}
