import { z } from 'zod';
import { Site } from '../../domain/site.entity.js';
import { checkTarget } from '../../http/outbound/target.js';
import { putSite, siteChangeSchema } from '../../sites/put-site.js';
import { putWebhook, rotateWebhookSecret } from '../../sites/put-webhook.js';
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
  /** Empty: none. */
  webhookUrl: z.union([z.literal(''), z.url({ protocol: /^https?$/ })]).optional(),
  json: z.boolean().default(false),
});

const rotateSchema = z.object({
  key: z.string(),
  overlapHours: z.preprocess(wholeNumber, z.int().min(0).max(720)).default(24),
  json: z.boolean().default(false),
});

/** Creates a site, or changes what is given of it. The secret of a new webhook is printed, once. */
export const sitePut: CommandHandler = async (context, options) => {
  const parsed = optionsSchema.safeParse(options);
  if (!parsed.success) return refuseOptions(context, parsed.error);
  const { json, webhookUrl, ...change } = parsed.data;
  return withStores(context, async ({ dataSource, config }) => {
    const target = webhookUrl ? checkTarget(webhookUrl, config.effects) : undefined;
    if (target?.kind === 'refused') return context.refuse('cli.webhookRefused', { fault: target.fault });
    const { created, site: put } = await putSite(dataSource.manager, change);
    const webhook =
      webhookUrl === undefined
        ? undefined
        : await putWebhook(dataSource, { siteKey: put.key, url: target?.url.href ?? null });
    const secret = webhook?.kind === 'set' ? webhook.secret : undefined;
    const site = await dataSource.getRepository(Site).findOneByOrFail({ id: put.id });
    if (json) {
      printJson(context, {
        created,
        site: viewOf(site),
        ...(secret === undefined ? {} : { webhookSecret: secret }),
      });
      return 0;
    }
    context.terminal.out(context.say(created ? 'cli.siteCreated' : 'cli.siteChanged', { key: site.key }));
    if (secret !== undefined) context.terminal.out(context.say('cli.webhookSecret', { secret }));
    return 0;
  });
};

/** Gives the webhook of a site a new secret; the old one goes on for a while. */
export const siteRotateWebhookSecret: CommandHandler = async (context, options) => {
  const parsed = rotateSchema.safeParse(options);
  if (!parsed.success) return refuseOptions(context, parsed.error);
  const { key, overlapHours, json } = parsed.data;
  return withStores(context, async ({ dataSource }) => {
    const result = await rotateWebhookSecret(dataSource, { siteKey: key, overlapHours });
    if (result.kind === 'unknown-site') return context.refuse('cli.unknownSite', { key });
    if (result.kind === 'no-webhook') return context.refuse('cli.webhookNone', { key });
    const { secret, until } = result;
    if (json) printJson(context, { webhookSecret: secret, previousUntil: until.toISOString() });
    else context.terminal.out(context.say('cli.webhookRotated', { secret, until: until.toISOString() }));
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
    site.webhookUrl ?? '-',
  ];
}

function viewOf(site: Site) {
  const { key, name, url, locale, locales, floodSeconds, createThreads, requireNameEmail } = site;
  const { webhookUrl, createdAt } = site;
  const settings = { key, name, url, locale, locales, floodSeconds, createThreads, requireNameEmail };
  return { ...settings, webhookUrl, createdAt };
}
