import type { FastifyRequest } from 'fastify';
import Negotiator from 'negotiator';
import { type Language, LANGUAGES } from '../messages/messages.js';

function preferred(acceptLanguage: string, allowed: readonly Language[]): Language | undefined {
  return new Negotiator({ headers: { 'accept-language': acceptLanguage } }).language([...allowed]) as
    Language | undefined;
}

/** Language of a page: the reader's where the site allows it, else the site's. */
export function negotiateLanguage(
  site: { locale: Language; locales: readonly Language[] },
  acceptLanguage: string | undefined,
): Language {
  if (acceptLanguage === undefined || acceptLanguage === '' || acceptLanguage.trim() === '*')
    return site.locale;
  return preferred(acceptLanguage, site.locales) ?? site.locale;
}

/** Language of an answer that belongs to no site: any of ours the client asks for, else English. */
export function languageOfRequest(request: FastifyRequest): Language {
  return negotiateLanguage({ locale: 'en', locales: LANGUAGES }, request.headers['accept-language']);
}
