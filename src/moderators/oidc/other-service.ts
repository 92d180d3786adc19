import { Inject, Injectable, Logger } from '@nestjs/common';
import * as client from 'openid-client';
import { z } from 'zod';
import { CONFIG, type Config } from '../../config/config.js';
import { KEYS } from '../../database/keys.module.js';
import type { Keys } from '../../domain/keys.js';
import { seal, unseal } from '../seal.js';

/** What a browser must bring back from the other service, and nobody else can know. */
const journeySchema = z.strictObject({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  /** Milliseconds since 1970. */
  until: z.number(),
});

/** One sign-in that is under way at the other service. */
export type Journey = z.infer<typeof journeySchema>;

/** Whom the other service has signed in. */
export interface Known {
  /** Its issuer and its name for the account: the same for ever. */
  subject: string;
  /** Lower case; null when the service gives none, or has not verified it. */
  email: string | null;
}

/** Seconds that somebody may take at the other service. */
export const JOURNEY_SECONDS = 600;

/** What the sealed token is about. */
const ABOUT = 'oidc';

/** Longest wait for an answer of the service, in seconds. */
const PATIENCE_SECONDS = 10;

const claimsSchema = z.object({
  iss: z.string(),
  sub: z.string().min(1).max(255),
  email: z.string().max(320).optional(),
  email_verified: z.union([z.boolean(), z.literal('true')]).optional(),
});

/** The service by which people can sign in beside passwords (OpenID Connect, authorization code with PKCE). */
@Injectable()
export class OtherService {
  private readonly logger = new Logger(OtherService.name);
  private found: Promise<client.Configuration> | undefined;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(KEYS) private readonly keys: Keys,
  ) {}

  /**
   * Where the browser is sent, and a token that it must bring back.
   * @throws when the service cannot be reached or understood.
   */
  async begin(back: string): Promise<{ url: URL; token: string }> {
    const service = await this.discover();
    const verifier = client.randomPKCECodeVerifier();
    const journey: Journey = {
      state: client.randomState(),
      nonce: client.randomNonce(),
      verifier,
      until: Date.now() + JOURNEY_SECONDS * 1_000,
    };
    const url = client.buildAuthorizationUrl(service, {
      redirect_uri: back,
      scope: 'openid email profile',
      state: journey.state,
      nonce: journey.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    });
    return { url, token: seal(this.keys.signIn, ABOUT, JSON.stringify(journey)) };
  }

  /** What a browser took along; null when it took nothing of ours, or too long ago. */
  journeyOf(token: string | undefined): Journey | null {
    const text = token === undefined ? null : unseal(this.keys.signIn, ABOUT, token);
    if (text === null) return null;
    const journey = journeySchema.parse(JSON.parse(text));
    return journey.until < Date.now() ? null : journey;
  }

  /**
   * Whom the service has signed in, by the address with which the browser came back.
   * @throws when state, nonce, signature, audience or time are not what they must be, or the service does not answer.
   */
  async end(address: URL, { state, nonce, verifier }: Journey): Promise<Known> {
    const tokens = await client.authorizationCodeGrant(await this.discover(), address, {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: verifier,
      idTokenExpected: true,
    });
    const { iss, sub, email, email_verified: verified } = claimsSchema.parse(tokens.claims());
    const isVerified = verified === true || verified === 'true';
    return { subject: `${iss} ${sub}`, email: isVerified ? (email?.trim().toLowerCase() ?? null) : null };
  }

  /** Asked when it is first needed, so that the desk starts without it; again after a failure. */
  private discover(): Promise<client.Configuration> {
    const { oidc } = this.config;
    if (oidc === undefined) throw new Error('no other service is set');
    this.found ??= client
      .discovery(new URL(oidc.issuer), oidc.clientId, oidc.clientSecret, undefined, {
        timeout: PATIENCE_SECONDS,
        execute: [
          // Signatures are checked as well, not only that the token came over TLS.
          client.enableNonRepudiationChecks,
          ...(oidc.allowHttp ? [client.allowInsecureRequests] : []),
        ],
      })
      .catch((error: unknown) => {
        this.found = undefined;
        this.logger.warn(`the service of OIDC_ISSUER did not answer as it should: ${String(error)}`);
        throw error;
      });
    return this.found;
  }
}
