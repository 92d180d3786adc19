import { createHash, createSign, generateKeyPairSync, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How the next sign-in goes: claims that are put over the right ones, or a header that names another key. */
export interface OidcWish {
  claims: Record<string, unknown>;
  key?: 'another';
}

/** A service for signing in, on a port of its own: every browser that comes is the same person, signed in at once. */
export interface OidcProvider {
  issuer: string;
  clientId: string;
  clientSecret: string;
  wish: OidcWish;
  /** Stops answering. */
  stop(): Promise<void>;
}

const SECONDS = 300;

const base64 = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Starts one; the person is `person@example.org`, verified, unless the wish says else. */
export async function startOidcProvider(): Promise<OidcProvider> {
  const right = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const another = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const asked = new Map<string, URLSearchParams>();
  const provider: OidcProvider = {
    issuer: '',
    clientId: 'desk',
    clientSecret: 'a secret of the desk',
    wish: { claims: {} },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };

  function idToken(nonce: string | null): string {
    const now = Math.floor(Date.now() / 1_000);
    const claims = {
      iss: provider.issuer,
      sub: 'person-1',
      aud: provider.clientId,
      iat: now,
      exp: now + SECONDS,
      nonce,
      email: 'person@example.org',
      email_verified: true,
      ...provider.wish.claims,
    };
    const signed = `${base64({ alg: 'RS256', kid: 'one' })}.${base64(claims)}`;
    const { privateKey } = provider.wish.key === 'another' ? another : right;
    return `${signed}.${createSign('RSA-SHA256').update(signed).sign(privateKey, 'base64url')}`;
  }

  function authorize(url: URL, response: ServerResponse): void {
    const code = randomUUID();
    asked.set(code, url.searchParams);
    const back = new URL(url.searchParams.get('redirect_uri') ?? '');
    back.searchParams.set('code', code);
    back.searchParams.set('state', url.searchParams.get('state') ?? '');
    response.writeHead(302, { location: back.href }).end();
  }

  async function token(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = new URLSearchParams(Buffer.concat(await request.toArray()).toString());
    const wish = asked.get(body.get('code') ?? '');
    asked.delete(body.get('code') ?? '');
    const challenge = createHash('sha256')
      .update(body.get('code_verifier') ?? '')
      .digest('base64url');
    const knows = `${body.get('client_id')} ${body.get('client_secret')}` === 'desk a secret of the desk';
    if (wish === undefined || wish.get('code_challenge') !== challenge || !knows) {
      answer(response, 400, { error: 'invalid_grant' });
      return;
    }
    answer(response, 200, { access_token: 'x', token_type: 'bearer', id_token: idToken(wish.get('nonce')) });
  }

  function answer(response: ServerResponse, status: number, value: object): void {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
  }

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', provider.issuer);
    if (url.pathname === '/authorize') return authorize(url, response);
    if (url.pathname === '/token') return void token(request, response);
    if (url.pathname === '/keys')
      return answer(response, 200, {
        keys: [{ ...right.publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' }],
      });
    return answer(response, 200, {
      issuer: provider.issuer,
      authorization_endpoint: `${provider.issuer}/authorize`,
      token_endpoint: `${provider.issuer}/token`,
      jwks_uri: `${provider.issuer}/keys`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  provider.issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return provider;
}
