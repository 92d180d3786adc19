import { z } from 'zod';
import { brakeRule, listBrakes } from '../../sites/brake-rule.js';
import { accountOf } from '../account.js';
import { type CommandHandler, printJson, refuseOptions } from '../command.js';
import { withStores } from '../stores.js';
import { table } from '../terminal.js';

const changeSchema = z.object({
  site: z.string(),
  rule: z.string(),
  reason: z.string().trim().min(1).max(2_000),
  off: z.boolean().default(false),
  by: z.string().optional(),
  json: z.boolean().default(false),
});
const listSchema = z.object({ site: z.string(), json: z.boolean().default(false) });

/** Stops a rule of the policy in force, or lets it go again. */
export const policyBrake: CommandHandler = async (context, options) => {
  const parsed = changeSchema.safeParse(options);
  if (!parsed.success) return refuseOptions(context, parsed.error);
  const { site, rule, reason, off, by, json } = parsed.data;
  return withStores(context, async ({ dataSource: { manager } }) => {
    const who = await accountOf(context, manager, by);
    if (who === undefined) return 1;
    const result = await brakeRule(manager, { site, rule, on: !off, reason, by: who });
    if (result === 'unknown-site') return context.refuse('cli.unknownSite', { key: site });
    if (result === 'unknown-rule') return context.refuse('cli.unknownRule', { site, rule });
    if (json) printJson(context, { site, rule, on: !off });
    else context.terminal.out(context.say(off ? 'cli.brakeOff' : 'cli.brakeOn', { site, rule }));
    return 0;
  });
};

/** Prints which rules were stopped, and why. */
export const policyBrakes: CommandHandler = (context, options) => {
  const { site, json } = listSchema.parse(options);
  return withStores(context, async ({ dataSource }) => {
    const brakes = await listBrakes(dataSource.manager, site);
    if (brakes === null) return context.refuse('cli.unknownSite', { key: site });
    const rows = brakes.map(({ rule, version, on, now, cause, hits, seen, by, at, reason }) => [
      rule,
      String(version),
      String(on),
      now && on ? '*' : '',
      context.say(`cli.brakeCause.${cause}`, { hits: hits ?? 0, seen: seen ?? 0 }),
      by,
      at,
      reason,
    ]);
    if (json) printJson(context, { site, brakes });
    else
      for (const line of table([context.say('cli.brakeHeading').split('|'), ...rows]))
        context.terminal.out(line);
    return 0;
  });
};
