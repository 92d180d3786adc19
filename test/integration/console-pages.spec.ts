import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { CONFIG, configOf } from '../../src/config/config.js';
import { parseEnv } from '../../src/config/env.schema.js';
import { configureHttp, createHttpAdapter } from '../../src/http/http-server.js';
import { ConsoleFiles } from '../../src/review/console-files.js';
import { ConsolePagesController } from '../../src/review/console-pages.controller.js';

const SCRIPT = `console.log(${JSON.stringify('x'.repeat(2000))});`;

let directory: string;
let app: NestFastifyApplication;

function build(title: string): void {
  mkdirSync(join(directory, 'console/assets'), { recursive: true });
  const page = `<meta name="csp-nonce" content="__CSP_NONCE__"><title>${title}</title>`;
  writeFileSync(join(directory, 'console/index.html'), page);
  writeFileSync(join(directory, 'console/icon.svg'), '<svg/>');
  writeFileSync(join(directory, 'console/assets/index-1a2b.js'), SCRIPT);
  writeFileSync(join(directory, 'secret.txt'), 'secret');
}

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'replydesk-console-'));
  const config = configOf(parseEnv({ DATABASE_URL: 'postgres://nowhere/none' }));
  @Module({
    controllers: [ConsolePagesController],
    providers: [
      { provide: ConsoleFiles, useFactory: () => new ConsoleFiles(join(directory, 'console')) },
      { provide: CONFIG, useValue: config },
    ],
  })
  class ConsoleModule {}
  app = await NestFactory.create<NestFastifyApplication>(ConsoleModule, createHttpAdapter(config), {
    bodyParser: false,
    logger: false,
  });
  await configureHttp(app);
  await app.init();
});

afterAll(async () => {
  await app.close();
  rmSync(directory, { recursive: true });
});

const get = async (url: string, headers: Record<string, string> = {}): Promise<LightMyRequestResponse> => {
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  return fastify.inject({ url, headers });
};

describe('the console', () => {
  it('that is not built says what to do, in the reader’s language', async () => {
    const answer = await get('/console/', { 'accept-language': 'ja' });
    expect([answer.statusCode, answer.headers['cache-control']]).toEqual([503, 'no-store']);
    expect(answer.body).toContain('<html lang="ja">');
    expect(answer.body).toContain('npm run build');
  });

  it('answers each of its addresses with its page and a nonce of its own', async () => {
    build('first');
    const nonces = new Set<string>();
    for (const url of ['/console/', '/console/setup', '/console/held/0190?x=1', '/console/a/deep.link']) {
      const answer = await get(url);
      expect([url, answer.statusCode, answer.headers['cache-control']]).toEqual([url, 200, 'no-store']);
      const nonce = /csp-nonce" content="([\w+/=]{24})"><title>first/.exec(answer.body)?.[1] ?? '';
      expect(answer.headers['content-security-policy']).toBe(
        `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; connect-src 'self'; ` +
          `img-src 'self' data:; font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`,
      );
      nonces.add(nonce);
    }
    expect(nonces.size).toBe(4);
  });

  it.each(['/console/', '/console/assets/index-1a2b.js', '/console/assets/missing.js', '/console'])(
    '%s shields itself from other pages',
    async (url) => {
      expect((await get(url)).headers).toMatchObject({
        'content-security-policy': expect.stringContaining(`frame-ancestors 'none'`) as string,
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
      });
    },
  );

  it('gives files with a digest in their name for good, the others to be asked for again', async () => {
    const script = await get('/console/assets/index-1a2b.js');
    expect([script.body, script.headers['content-type'], script.headers['cache-control']]).toEqual([
      SCRIPT,
      'text/javascript; charset=utf-8',
      'public, max-age=31536000, immutable',
    ]);
    const icon = await get('/console/icon.svg');
    expect([icon.headers['content-type'], icon.headers['cache-control']]).toEqual([
      'image/svg+xml; charset=utf-8',
      'no-cache',
    ]);
    const etag = String(icon.headers.etag);
    expect((await get('/console/icon.svg', { 'if-none-match': etag })).statusCode).toBe(304);
  });

  it('packs files for who takes gzip', async () => {
    const url = '/console/assets/index-1a2b.js';
    const packed = await get(url, { 'accept-encoding': 'br, gzip' });
    expect(packed.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(packed.rawPayload).toString()).toBe(SCRIPT);
    const plain = await get(url, { 'accept-encoding': 'gzip;q=0, br' });
    expect([plain.headers['content-encoding'], plain.body]).toEqual([undefined, SCRIPT]);
    const tiny = await get('/console/icon.svg', { 'accept-encoding': 'gzip' });
    expect([tiny.headers['content-encoding'], tiny.body]).toEqual([undefined, '<svg/>']);
  });

  it('has no other files', async () => {
    for (const path of ['assets/missing.js', 'assets/../../secret.txt', 'assets/..%2f..%2fsecret.txt']) {
      const answer = await get(`/console/${path}`);
      expect([path, answer.body.includes('secret')]).toEqual([path, false]);
    }
    expect((await get('/console/assets/missing.js')).statusCode).toBe(404);
  });

  it('is found without the slash', async () => {
    const answer = await get('/console');
    expect([answer.statusCode, answer.headers.location]).toEqual([308, '/console/']);
  });

  it('is the newest build', async () => {
    build('second');
    utimesSync(join(directory, 'console/index.html'), new Date(), new Date(Date.now() + 5000));
    expect((await get('/console/')).body).toContain('<title>second');
  });
});
