import { z } from 'zod';
import { ruleHits } from '../../sites/rule-hits.query.js';
import { type CommandHandler, printJson } from '../command.js';
import { withStores } from '../stores.js';
import { table } from '../terminal.js';
import { rateOf } from './policy-replay.command.js';

const optionsSchema = z.object({ site: z.string(), json: z.boolean().default(false) });

/** Prints how often each rule held lately, and how often people agreed. */
export const policyShadow: CommandHandler = (context, options) => {
  const { site, json } = optionsSchema.parse(options);
  return withStores(context, async ({ dataSource }) => {
    const rules = await ruleHits(dataSource.manager, site);
    if (rules === null) return context.refuse('cli.unknownSite', { key: site });
    if (json) {
      printJson(context, { site, rules });
      return 0;
    }
    const rows = rules.map(({ rule, mode, hits, approved, rejected, precision, says }) => [
      rule,
      mode,
      ...[hits.day, hits.week, hits.month, approved, rejected].map(String),
      rateOf(context, precision),
      says[context.language],
    ]);
    for (const line of table([context.say('cli.policyShadowHeading').split('|'), ...rows]))
      context.terminal.out(line);
    return 0;
  });
};
