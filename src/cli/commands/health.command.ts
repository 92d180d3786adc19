import { z } from 'zod';
import { type Env, parseEnv } from '../../config/env.schema.js';
import { isBeating } from '../../operations/heartbeat.js';
import type { CommandContext, CommandHandler, ExitCode } from '../command.js';

const roleSchema = z.enum(['api', 'worker']);

/** Longest wait for the API's answer, in milliseconds. */
const PATIENCE_MS = 4_000;

/** Says whether the role that runs on this machine with this environment does its work; for health checks. */
export const health: CommandHandler = async (context, _options, args) => {
  const env = parseEnv(context.terminal.env);
  return roleSchema.parse(args[0]) === 'api' ? apiHealth(context, env) : workerHealth(context, env);
};

async function apiHealth(context: CommandContext, env: Env): Promise<ExitCode> {
  const host = env.HOST === '0.0.0.0' || env.HOST === '::' ? '127.0.0.1' : env.HOST;
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${env.PORT}/readyz`;
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) });
    context.terminal.out(await answer.text());
    return answer.ok ? 0 : 1;
  } catch {
    return context.refuse('cli.apiSilent', { url });
  }
}

async function workerHealth(context: CommandContext, env: Env): Promise<ExitCode> {
  const file = env.WORKER_HEARTBEAT_FILE;
  if (file === undefined) return context.refuse('cli.noHeartbeatFile');
  if (!(await isBeating(file))) return context.refuse('cli.workerSilent', { file });
  context.terminal.out(context.say('cli.workerBeats'));
  return 0;
}
