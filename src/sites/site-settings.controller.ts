import { Controller, Get, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../config/config.js';
import type { SiteSettingsView, WebhookChanged } from '../contract/desk-api.js';
import { languageOfRequest } from '../http/language.js';
import { checkTarget } from '../http/outbound/target.js';
import { parseRequest } from '../http/parse-request.js';
import { ProblemError } from '../http/problem.js';
import { type Language, say } from '../messages/messages.js';
import { sitesMessages } from '../messages/sites.messages.js';
import { Needs } from '../moderators/access.js';
import { putSite } from './put-site.js';
import { putWebhook, rotateWebhookSecret } from './put-webhook.js';
import { rotateSchema, siteSettings, siteSettingsSchema, webhookSchema } from './site-settings.js';

/** The settings of a site that is there; sites are made on the command line. */
@Controller('api/v1/sites/:site/desk')
export class SiteSettingsController {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get('settings')
  @Needs('lead')
  async show(@Param('site') key: string): Promise<SiteSettingsView> {
    const settings = key.includes('\0') ? null : await siteSettings(this.dataSource.manager, key);
    if (settings === null) throw new ProblemError(404);
    return settings;
  }

  @Post('settings')
  @Needs('admin')
  @HttpCode(200)
  async change(@Req() request: FastifyRequest, @Param('site') key: string): Promise<SiteSettingsView> {
    const language = languageOfRequest(request);
    const change = parseRequest(siteSettingsSchema, request.body, language, sitesMessages);
    await this.show(key);
    await putSite(this.dataSource.manager, { key, ...change });
    return this.show(key);
  }

  @Post('webhook')
  @Needs('admin', { sessionOnly: true })
  @HttpCode(200)
  async webhook(@Req() request: FastifyRequest, @Param('site') key: string): Promise<WebhookChanged> {
    const language = languageOfRequest(request);
    const { url } = parseRequest(webhookSchema, request.body, language, sitesMessages);
    await this.show(key);
    const result = await putWebhook(this.dataSource, { siteKey: key, url: this.targetOf(url, language) });
    const { webhook } = await this.show(key);
    return { webhook, secret: result.kind === 'set' ? (result.secret ?? null) : null };
  }

  @Post('webhook/rotate')
  @Needs('admin', { sessionOnly: true })
  @HttpCode(200)
  async rotate(@Req() request: FastifyRequest, @Param('site') key: string): Promise<WebhookChanged> {
    const language = languageOfRequest(request);
    const { overlapHours } = parseRequest(rotateSchema, request.body, language, sitesMessages);
    await this.show(key);
    const result = await rotateWebhookSecret(this.dataSource, { siteKey: key, overlapHours });
    if (result.kind !== 'rotated')
      throw new ProblemError(409, { detail: say(language, sitesMessages, 'sites.noWebhook') });
    return { webhook: (await this.show(key)).webhook, secret: result.secret };
  }

  /** Null: none. */
  private targetOf(url: string, language: Language): string | null {
    if (url === '') return null;
    const target = checkTarget(url, this.config.effects);
    if (target.kind === 'good') return target.url.href;
    const message = say(language, sitesMessages, 'sites.webhookRefused', { fault: target.fault });
    throw new ProblemError(400, { detail: message, errors: [{ field: 'url', message }] });
  }
}
