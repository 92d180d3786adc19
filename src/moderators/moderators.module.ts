import { Module } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { AccessGuard } from './access.guard.js';
import { AccessTable } from './access-table.js';
import { Authenticate } from './authenticate.js';
import { SessionController } from './session.controller.js';
import { Sessions } from './sessions.js';
import { SetUp } from './set-up.js';
import { SignIn } from './sign-in.js';
import { SignInLockout } from './sign-in-lockout.js';
import { TokensController } from './tokens.controller.js';

/** Accounts, sessions and bearer tokens of moderators, and the guard before every route of the process. */
@Module({
  imports: [DiscoveryModule],
  controllers: [SessionController, TokensController],
  providers: [
    AccessTable,
    Authenticate,
    Sessions,
    SetUp,
    SignIn,
    SignInLockout,
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
  exports: [AccessTable, Authenticate],
})
export class ModeratorsModule {}
