import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../config/config.js';
import type { CodeNeeded, SessionView } from '../contract/review-api.js';
import { browserAt, type Exchange } from './browser-at.js';
import type { Account } from './create-moderator.js';
import { SecondFactors } from './second-factor/second-factors.js';
import { clearCookieToken, cookieTokenOf, setCookieToken } from './session-cookie.js';
import { SignInCode, STEP_SECONDS } from './sign-in-code.js';
import { Sessions, type SessionTokens } from './sessions.js';

/** What a browser is given and loses when somebody signs in or out there. */
@Injectable()
export class OpenSession {
  constructor(
    private readonly sessions: Sessions,
    private readonly secondFactors: SecondFactors,
    private readonly signInCode: SignInCode,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** A new session, whatever the browser sent: a planted cookie leads nowhere (session fixation). */
  async open(moderator: Account, exchange: Exchange): Promise<SessionView> {
    const { request } = exchange;
    const before = cookieTokenOf(request, this.config);
    const tokens = await this.sessions.open(moderator.id, before, browserAt(request));
    if (cookieTokenOf(request, this.config, 'step') !== undefined)
      clearCookieToken({ ...exchange, config: this.config }, 'step');
    const { on } = await this.secondFactors.stateOf(moderator.id);
    return this.goOn({ moderator, tokens, secondFactor: on }, exchange);
  }

  /** A new session, or where the account has a second factor a token for giving a code. */
  async openOrAskCode(moderator: Account, exchange: Exchange): Promise<SessionView | CodeNeeded> {
    const { on } = await this.secondFactors.stateOf(moderator.id);
    return on ? this.askCode(moderator.id, exchange) : this.open(moderator, exchange);
  }

  /** Gives the browser a token that opens nothing but the next step of signing in. */
  async askCode(moderatorId: string, exchange: Exchange): Promise<CodeNeeded> {
    const token = await this.signInCode.begin(moderatorId);
    const wish = { purpose: 'step', token, seconds: STEP_SECONDS } as const;
    setCookieToken({ ...exchange, config: this.config }, wish);
    return { codeNeeded: true };
  }

  /** The session goes on under other tokens. */
  goOn(
    session: { moderator: Account; tokens: SessionTokens; secondFactor: boolean },
    exchange: Exchange,
  ): SessionView {
    const { moderator, tokens, secondFactor } = session;
    const { token, csrfToken } = tokens;
    setCookieToken({ ...exchange, config: this.config }, { token, seconds: this.sessions.seconds });
    return { moderator, csrfToken, ...enrolFirst(this.config, secondFactor) };
  }

  /** Ends a session and takes the cookie back. */
  async close(tokenHash: string, exchange: Exchange): Promise<void> {
    await this.sessions.end(tokenHash);
    clearCookieToken({ ...exchange, config: this.config });
  }
}

/** What a session says whose account still needs a second factor. */
export function enrolFirst(config: Config, secondFactor: boolean): Pick<SessionView, 'enrolFirst'> {
  return config.secondFactor === 'required' && !secondFactor ? { enrolFirst: true } : {};
}
