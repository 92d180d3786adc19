import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { Moderator, type Role } from '../../domain/moderator.entity.js';
import { say } from '../../messages/messages.js';
import { moderatorsMessages } from '../../messages/moderators.messages.js';
import { createModerator } from '../../moderators/create-moderator.js';
import { createToken } from '../../moderators/create-token.js';
import { type CommandContext, type CommandHandler, printJson } from '../command.js';
import { withStores } from '../stores.js';
import { askHidden, readStdin, table } from '../terminal.js';

const createSchema = z.object({
  email: z.string(),
  name: z.string(),
  role: z.string(),
  passwordStdin: z.boolean().default(false),
  json: z.boolean().default(false),
});

const listSchema = z.object({ json: z.boolean().default(false) });

const tokenSchema = z.object({
  email: z.string(),
  name: z.string().trim().min(1).max(100).default('command line'),
  json: z.boolean().default(false),
});

/**
 * Creates an account. The password comes from standard input, is asked for twice, or, where nobody can be asked, is
 * made up and printed.
 */
export const moderatorCreate: CommandHandler = async (context, options) => {
  const { email, name, role, passwordStdin, json } = createSchema.parse(options);
  const password = await passwordFrom(context, passwordStdin);
  if (password === undefined) return context.refuse('cli.passwordsDiffer');
  return withStores(context, async ({ dataSource }) => {
    const wish = { email, name, role: role as Role, password: password.text };
    const result = await createModerator(dataSource.manager, wish);
    if (result.kind === 'taken') return context.refuse('cli.moderatorExists', { email });
    if (result.kind === 'invalid') return refuseFaults(context, result.error);
    const { moderator } = result;
    const shown = password.generated ? { password: password.text } : {};
    if (json) printJson(context, { moderator, ...shown });
    else {
      context.terminal.out(
        context.say('cli.moderatorCreated', { email: moderator.email, role: moderator.role }),
      );
      if (password.generated)
        context.terminal.out(context.say('cli.generatedPassword', { password: password.text }));
    }
    return 0;
  });
};

/** Prints every account. */
export const moderatorList: CommandHandler = (context, options) => {
  const { json } = listSchema.parse(options);
  return withStores(context, async ({ dataSource }) => {
    const moderators = await dataSource.getRepository(Moderator).find({ order: { email: 'ASC' } });
    if (json) printJson(context, { moderators: moderators.map(viewOf) });
    else {
      const rows = moderators.map(({ email, name, role, createdAt }) => [
        email,
        name,
        role,
        createdAt.toISOString(),
      ]);
      for (const line of table([context.say('cli.moderatorHeading').split('|'), ...rows]))
        context.terminal.out(line);
    }
    return 0;
  });
};

/** Prints a new bearer token, and nothing else, on standard output. */
export const tokenCreate: CommandHandler = async (context, options) => {
  const parsed = tokenSchema.safeParse(options);
  if (!parsed.success) return refuseFaults(context, parsed.error);
  const { email, name, json } = parsed.data;
  return withStores(context, async ({ dataSource }) => {
    const result = await createToken(dataSource.manager, { email, name });
    if (result.kind === 'unknown-moderator') return context.refuse('cli.unknownModerator', { email });
    if (json) printJson(context, { id: result.id, token: result.token, name, createdAt: result.createdAt });
    else context.terminal.out(result.token);
    return 0;
  });
};

interface Password {
  text: string;
  generated: boolean;
}

/** Undefined when what was typed the second time differs. */
async function passwordFrom(context: CommandContext, stdin: boolean): Promise<Password | undefined> {
  const { terminal } = context;
  if (stdin) return { text: (await readStdin(terminal)).replace(/\r?\n$/, ''), generated: false };
  if (terminal.stdin.isTTY !== true) return { text: randomBytes(18).toString('base64url'), generated: true };
  const text = await askHidden(terminal, context.say('cli.askPassword'));
  const again = await askHidden(terminal, context.say('cli.askPasswordAgain'));
  return text === again ? { text, generated: false } : undefined;
}

/** The error texts of the moderators' schemas are keys of their messages. */
function refuseFaults(context: CommandContext, error: z.ZodError): 2 {
  for (const { path, message } of error.issues) {
    const option = `--${String(path[0])}`;
    const sentence = Object.hasOwn(moderatorsMessages, message)
      ? say(context.language, moderatorsMessages, message as keyof typeof moderatorsMessages)
      : context.say('cli.bad', { option });
    context.terminal.err(`${option}: ${sentence}`);
  }
  return 2;
}

function viewOf({ id, email, name, role, createdAt }: Moderator) {
  return { id, email, name, role, createdAt };
}
