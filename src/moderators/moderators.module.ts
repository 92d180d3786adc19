import { Module } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { KeysModule } from '../database/keys.module.js';
import { AccessGuard } from './access.guard.js';
import { AccessTable } from './access-table.js';
import { AccountController } from './account/account.controller.js';
import { ChangePassword } from './account/change-password.js';
import { Authenticate } from './authenticate.js';
import { FindKnown } from './oidc/find-known.js';
import { OidcController } from './oidc/oidc.controller.js';
import { OtherService } from './oidc/other-service.js';
import { OpenSession } from './open-session.js';
import { ChangePerson } from './people/change-person.js';
import { InvitationController } from './people/invitation.controller.js';
import { Invitations } from './people/invitations.js';
import { PeopleController } from './people/people.controller.js';
import { SecondFactorController } from './second-factor/second-factor.controller.js';
import { SecondFactors } from './second-factor/second-factors.js';
import { SessionController } from './session.controller.js';
import { Sessions } from './sessions.js';
import { SetUp } from './set-up.js';
import { SetupController } from './setup.controller.js';
import { SignIn } from './sign-in.js';
import { SignInCode } from './sign-in-code.js';
import { SignInLockout } from './sign-in-lockout.js';
import { StepUp } from './step-up.js';
import { StepUpController } from './step-up.controller.js';
import { TokensController } from './tokens.controller.js';

/** Accounts, sessions and bearer tokens of moderators, and the guard before every route of the process. */
@Module({
  imports: [DiscoveryModule, KeysModule],
  controllers: [
    SessionController,
    StepUpController,
    SetupController,
    SecondFactorController,
    AccountController,
    PeopleController,
    InvitationController,
    OidcController,
    TokensController,
  ],
  providers: [
    AccessTable,
    Authenticate,
    ChangePassword,
    ChangePerson,
    FindKnown,
    Invitations,
    OtherService,
    OpenSession,
    SecondFactors,
    Sessions,
    SetUp,
    SignIn,
    SignInCode,
    SignInLockout,
    StepUp,
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
  exports: [AccessTable, Authenticate],
})
export class ModeratorsModule {}
