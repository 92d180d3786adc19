import { z } from 'zod';
import { Site } from '../../domain/site.entity.js';
import { Thread } from '../../domain/thread.entity.js';
import { putThread, threadChangeSchema } from '../../sites/put-thread.js';
import { type CommandHandler, printJson, refuseOptions } from '../command.js';
import { withStores } from '../stores.js';
import { table } from '../terminal.js';

/** The options as written on the command line, of a thread to put. */
const putSchema = z.object({
  ...threadChangeSchema.omit({ closed: true, hidden: true }).shape,
  closed: z.literal(true).optional(),
  open: z.literal(true).optional(),
  hidden: z.literal(true).optional(),
  visible: z.literal(true).optional(),
  json: z.boolean().default(false),
});

const listSchema = z.object({ site: z.string(), json: z.boolean().default(false) });

/** Creates a thread, or changes what is given of it. */
export const threadPut: CommandHandler = async (context, options) => {
  const parsed = putSchema.safeParse(options);
  if (!parsed.success) return refuseOptions(context, parsed.error);
  const { json, closed, open, hidden, visible, ...rest } = parsed.data;
  const change = { ...rest, closed: oneOf(closed, open), hidden: oneOf(hidden, visible) };
  return withStores(context, async ({ dataSource }) => {
    const result = await putThread(dataSource.manager, change);
    if (result.kind === 'unknown-site') return context.refuse('cli.unknownSite', { key: change.site });
    if (result.kind === 'untitled') {
      context.refuse('cli.threadUntitled', { key: change.key });
      return 2;
    }
    const { kind, site, thread } = result;
    const said = kind === 'created' ? 'cli.threadCreated' : 'cli.threadChanged';
    if (json)
      printJson(context, { created: kind === 'created', thread: { site: site.key, ...viewOf(thread) } });
    else context.terminal.out(context.say(said, { site: site.key, key: thread.key }));
    return 0;
  });
};

/** Prints every thread of a site. */
export const threadList: CommandHandler = (context, options) => {
  const { site: key, json } = listSchema.parse(options);
  return withStores(context, async ({ dataSource }) => {
    const site = await dataSource.getRepository(Site).findOneBy({ key });
    if (site === null) return context.refuse('cli.unknownSite', { key });
    const threads = await dataSource
      .getRepository(Thread)
      .find({ where: { siteId: site.id }, order: { createdAt: 'ASC', key: 'ASC' } });
    if (json) printJson(context, { threads: threads.map(viewOf) });
    else
      for (const line of table([context.say('cli.threadHeading').split('|'), ...threads.map(rowOf)]))
        context.terminal.out(line);
    return 0;
  });
};

/** `--closed` or `--open`: what was said; undefined when neither was. */
function oneOf(yes: true | undefined, no: true | undefined): boolean | undefined {
  return yes === true ? true : no === true ? false : undefined;
}

function rowOf(thread: Thread): string[] {
  return [
    thread.key,
    thread.title,
    thread.url ?? '-',
    thread.locale ?? '-',
    String(thread.closed),
    String(thread.hidden),
  ];
}

function viewOf({ key, title, url, locale, closed, hidden, createdAt }: Thread) {
  return { key, title, url, locale, closed, hidden, createdAt };
}
