import { z } from 'zod';
import type { SwitchName } from '../../domain/panic-switch.entity.js';
import { listSwitches, throwSwitch } from '../../sites/throw-switch.js';
import { accountOf } from '../account.js';
import { type CommandContext, type CommandHandler, printJson, refuseOptions } from '../command.js';
import { withStores } from '../stores.js';
import { table } from '../terminal.js';

const optionsSchema = z.object({
  reason: z.string().trim().min(1).max(2_000),
  off: z.boolean().default(false),
  by: z.string().optional(),
  json: z.boolean().default(false),
});

const siteSchema = optionsSchema.extend({ key: z.string() });
const threadSchema = optionsSchema.extend({ site: z.string(), key: z.string() });
const listSchema = z.object({ key: z.string(), json: z.boolean().default(false) });

/** Holds every new comment of a site, or ends that. */
export const siteHoldAll: CommandHandler = (context, options) => switchSite(context, 'hold-all', options);

/** Stops what the machine decides by itself on a site, or ends that. */
export const siteStopAutomation: CommandHandler = (context, options) =>
  switchSite(context, 'stop-automation', options);

/** Holds what the machine would approve on a thread, or ends that. */
export const threadHold: CommandHandler = async (context, options) => {
  const parsed = threadSchema.safeParse(options);
  if (!parsed.success) return refuseOptions(context, parsed.error);
  const { key: thread, ...rest } = parsed.data;
  return change(context, { name: 'thread-hold', thread, ...rest });
};

/** Prints who switched what on a site. */
export const siteSwitches: CommandHandler = (context, options) => {
  const { key, json } = listSchema.parse(options);
  return withStores(context, async ({ dataSource }) => {
    const switches = await listSwitches(dataSource.manager, key);
    if (switches === null) return context.refuse('cli.unknownSite', { key });
    const rows = switches.map(({ name, thread, on, now, by, at, reason }) => [
      name,
      thread ?? '-',
      String(on),
      now && on ? '*' : '',
      by,
      at,
      reason,
    ]);
    if (json) printJson(context, { site: key, switches });
    else
      for (const line of table([context.say('cli.switchHeading').split('|'), ...rows]))
        context.terminal.out(line);
    return 0;
  });
};

async function switchSite(
  context: CommandContext,
  name: Exclude<SwitchName, 'thread-hold'>,
  options: Record<string, unknown>,
) {
  const parsed = siteSchema.safeParse(options);
  if (!parsed.success) return refuseOptions(context, parsed.error);
  const { key: site, ...rest } = parsed.data;
  return change(context, { name, site, ...rest });
}

type Wish = z.infer<typeof optionsSchema> & { name: SwitchName; site: string; thread?: string };

function change(context: CommandContext, { name, site, thread, reason, off, by, json }: Wish) {
  return withStores(context, async ({ dataSource: { manager } }) => {
    const who = await accountOf(context, manager, by);
    if (who === undefined) return 1;
    const result = await throwSwitch(manager, { site, name, thread, on: !off, reason, by: who });
    if (result === 'unknown-site') return context.refuse('cli.unknownSite', { key: site });
    if (result === 'unknown-thread') return context.refuse('cli.unknownThread', { site, thread });
    if (json) printJson(context, { site, name, thread: thread ?? null, on: !off });
    else context.terminal.out(context.say(off ? 'cli.switchOff' : `cli.switchOn.${name}`, { site, thread }));
    return 0;
  });
}
