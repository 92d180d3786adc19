import { z } from 'zod';
import { Site } from '../../domain/site.entity.js';
import { putSite, siteChangeSchema } from '../../sites/put-site.js';
import { type CommandHandler, printJson, refuseOptions, yesOrNo } from '../command.js';
import { withStores } from '../stores.js';
import { table } from '../terminal.js';

const wholeNumber = (value: unknown) =>
  typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;

/** The options as written on the command line, of a site to put. */
const optionsSchema = z.object({
  ...siteChangeSchema.shape,
  locales: z
    .preprocess(
      (value) => (typeof value === 'string' ? value.split(',').map((part) => part.trim()) : value),
      siteChangeSchema.shape.locales.unwrap(),
    )
    .optional(),
  floodSeconds: z.preprocess(wholeNumber, siteChangeSchema.shape.floodSeconds.unwrap()).optional(),
  createThreads: z.preprocess(yesOrNo, z.boolean()).optional(),
  requireNameEmail: z.preprocess(yesOrNo, z.boolean()).optional(),
  json: z.boolean().default(false),
});

/** Creates a site, or changes what is given of it. */
export const sitePut: CommandHandler = async (context, options) => {
  const parsed = optionsSchema.safeParse(options);
  if (!parsed.success) return refuseOptions(context, parsed.error);
  const { json, ...change } = parsed.data;
  return withStores(context, async ({ dataSource }) => {
    const { created, site } = await putSite(dataSource.manager, change);
    if (json) printJson(context, { created, site: viewOf(site) });
    else
      context.terminal.out(context.say(created ? 'cli.siteCreated' : 'cli.siteChanged', { key: site.key }));
    return 0;
  });
};

/** Prints every site. */
export const siteList: CommandHandler = (context, options) => {
  const { json } = optionsSchema.pick({ json: true }).parse(options);
  return withStores(context, async ({ dataSource }) => {
    const sites = await dataSource.getRepository(Site).find({ order: { key: 'ASC' } });
    if (json) printJson(context, { sites: sites.map(viewOf) });
    else
      for (const line of table([context.say('cli.siteHeading').split('|'), ...sites.map(rowOf)]))
        context.terminal.out(line);
    return 0;
  });
};

function rowOf(site: Site): string[] {
  return [
    site.key,
    site.name,
    site.url ?? '-',
    site.locales.join(','),
    String(site.floodSeconds),
    String(site.createThreads),
    String(site.requireNameEmail),
  ];
}

function viewOf(site: Site) {
  const { key, name, url, locale, locales, floodSeconds, createThreads, requireNameEmail, createdAt } = site;
  return { key, name, url, locale, locales, floodSeconds, createThreads, requireNameEmail, createdAt };
}
