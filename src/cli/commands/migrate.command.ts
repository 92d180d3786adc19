import { z } from 'zod';
import { type CommandHandler, printJson } from '../command.js';
import { withStores } from '../stores.js';

const optionsSchema = z.object({ json: z.boolean().default(false) });

/** Brings the tables of the desk, and of its queue where that is in PostgreSQL, up to date. */
export const migrate: CommandHandler = (context, options) => {
  const { json } = optionsSchema.parse(options);
  return withStores(
    context,
    async ({ migrated = [] }) => {
      if (json) printJson(context, { migrated });
      else for (const name of migrated) context.terminal.out(context.say('cli.migrated', { name }));
      if (!json && migrated.length === 0) context.terminal.out(context.say('cli.upToDate'));
      return 0;
    },
    { migrate: true },
  );
};
