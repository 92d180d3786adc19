import { resolve } from 'node:path';
import { z } from 'zod';
import { type Env, parseEnv } from '../../config/env.schema.js';
import { createDataSource } from '../../database/data-source.js';
import { serverOf } from '../../database/wait-for-database.js';
import { issueSetupLink } from '../../moderators/issue-setup-link.js';
import type { CommandContext, CommandHandler } from '../command.js';
import type { RoleName } from '../start/role-process.js';
import { type ReadyDesk, runSupervisor } from '../start/supervisor.js';

const roleSchema = z.enum(['api', 'worker']).optional();

/**
 * Runs the desk until it is stopped: every role, or one of them. A role whose database is somebody else's runs in this
 * process; else a supervisor runs the embedded database and the roles.
 */
export const start: CommandHandler = async (context, _options, args) => {
  const role = roleSchema.parse(args[0]);
  const env = parseEnv(context.terminal.env);
  if (role !== undefined && env.DATABASE_URL !== undefined) {
    await (role === 'api' ? import('../../main.js') : import('../../worker.js'));
    return 0;
  }
  const roles: RoleName[] = role === undefined ? ['api', 'worker'] : [role];
  const desk = runSupervisor({
    roles,
    env: role === undefined ? quiet(context.terminal.env) : context.terminal.env,
    language: context.language,
    log: (line) => context.terminal.err(line),
  });
  const ready = await desk.ready;
  if (ready !== undefined)
    await announce(context, env, ready).catch((error: unknown) => sayWhy(context, error));
  return desk.finished;
};

/** One who starts the whole desk by hand reads the addresses, not the log; LOG_LEVEL says otherwise. */
function quiet(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return env['LOG_LEVEL'] === undefined || env['LOG_LEVEL'] === '' ? { ...env, LOG_LEVEL: 'warn' } : env;
}

/** The desk runs whether or not it can be announced. */
function sayWhy(context: CommandContext, error: unknown): void {
  context.refuse('cli.unexpected', { reason: error instanceof Error ? error.message : String(error) });
}

async function announce(context: CommandContext, env: Env, desk: ReadyDesk): Promise<void> {
  const out = (line: string) => context.terminal.out(line);
  out('');
  out(context.say('cli.running'));
  if (desk.url !== undefined) {
    if (env.REPLYDESK_EXAMPLE) out(context.say('cli.exampleAt', { url: `${desk.url}/example/` }));
    out(context.say('cli.consoleAt', { url: `${desk.url}/console/` }));
  }
  out(
    env.DATABASE_URL === undefined
      ? context.say('cli.databaseEmbedded', { directory: resolve(env.REPLYDESK_DATA_DIR) })
      : context.say('cli.databaseAt', { server: serverOf(env.DATABASE_URL) }),
  );
  out(
    env.REDIS_URL === undefined
      ? context.say('cli.queueInDatabase')
      : context.say('cli.queueAt', { server: new URL(env.REDIS_URL).host }),
  );
  if (desk.url !== undefined) await announceSetup(context, desk.url, desk.databaseUrl);
  out('');
  out(context.say('cli.howToStop'));
}

async function announceSetup(context: CommandContext, url: string, databaseUrl: string): Promise<void> {
  const dataSource = createDataSource({ url: databaseUrl, pool: 2 });
  await dataSource.initialize();
  try {
    const token = await issueSetupLink(dataSource);
    if (token === null) return;
    context.terminal.out('');
    context.terminal.out(context.say('cli.setupLink'));
    context.terminal.out(`  ${url}/console/setup#token=${token}`);
  } finally {
    await dataSource.destroy();
  }
}
