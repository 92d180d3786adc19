import { z } from 'zod';
import type { EffectView } from '../../contract/effects-api.js';
import { effectListingSchema, findEffect, listEffects } from '../../effects/effects.query.js';
import { replayEffects } from '../../effects/replay-effects.js';
import {
  type CommandContext,
  type CommandHandler,
  type ExitCode,
  printJson,
  refuseOptions,
} from '../command.js';
import { type Stores, withStores } from '../stores.js';
import { table } from '../terminal.js';

const listSchema = effectListingSchema.omit({ cursor: true }).extend({ json: z.boolean().default(false) });

const replaySchema = z.object({
  allDead: z.boolean().default(false),
  site: z.string().optional(),
  json: z.boolean().default(false),
});

/** Prints the newest effects of a state, the dead letters unless told otherwise. */
export const effectList: CommandHandler = async (context, options) => {
  const parsed = listSchema.safeParse(options);
  if (!parsed.success) return refuseOptions(context, parsed.error);
  const { json, ...listing } = parsed.data;
  return withStores(context, async ({ dataSource }) => {
    const { items } = await listEffects(dataSource.manager, { ...listing, cursor: undefined });
    if (json) printJson(context, { effects: items });
    else
      for (const line of table([context.say('cli.effectHeading').split('|'), ...items.map(rowOf)]))
        context.terminal.out(line);
    return 0;
  });
};

/** Has one effect, or all that were given up, tried again. */
export const effectReplay: CommandHandler = async (context, options, [id]) => {
  const { allDead, site, json } = replaySchema.parse(options);
  if (allDead ? id !== undefined : id === undefined || site !== undefined) {
    context.terminal.err(context.say('cli.effectWhich'));
    return 2;
  }
  return withStores(context, async (stores) => {
    if (id !== undefined) return replayOne(context, stores, { id, json });
    const count = await replayEffects(stores.dataSource.manager, { dead: true, site });
    return tellCount(context, count, json);
  });
};

async function replayOne(
  context: CommandContext,
  { dataSource }: Stores,
  { id, json }: { id: string; json: boolean },
): Promise<ExitCode> {
  const known = z.uuid().safeParse(id).success && (await findEffect(dataSource.manager, id)) !== null;
  if (!known) return context.refuse('cli.effectUnknown', { id });
  const count = await replayEffects(dataSource.manager, { id });
  return count === 0 ? context.refuse('cli.effectBusy', { id }) : tellCount(context, count, json);
}

function tellCount(context: CommandContext, count: number, json: boolean): ExitCode {
  if (json) printJson(context, { replayed: count });
  else context.terminal.out(context.say('cli.effectsReplayed', { count }));
  return 0;
}

function rowOf(effect: EffectView): string[] {
  const { id, site, submission, state, attempts, triedAt, dueAt, lastError } = effect;
  return [
    id,
    site,
    String(submission.number),
    state,
    String(attempts),
    triedAt ?? '-',
    dueAt ?? '-',
    lastError ?? '-',
  ];
}
