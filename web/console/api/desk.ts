import type {
  AgreementFigures,
  DoctorView,
  MyDecisions,
  RuleFigures,
  SiteSettingsRequest,
  SiteSettingsView,
  ThreadList,
  ThreadRequest,
  ThreadView,
  TodayFigures,
  WebhookChanged,
} from '../../../src/contract/desk-api.js';
import type { EffectPage, EffectReplayed, EffectStateName } from '../../../src/contract/effects-api.js';
import type { Switches } from '../../../src/contract/policy-api.js';
import { change } from './change.js';
import { ask } from './client.js';

/** A path with a query; what is empty or absent is left out. */
function withQuery(path: string, values: Record<string, string | number | undefined>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values))
    if (value !== undefined && value !== '') query.set(name, String(value));
  const text = query.toString();
  return text === '' ? path : `${path}?${text}`;
}

const ofSite = (site: string, path: string) => `/sites/${encodeURIComponent(site)}/${path}`;

/** How the desk is doing; of all sites when `site` is empty; days are those of this browser. */
export function fetchToday(site: string, signal: AbortSignal) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return ask<TodayFigures>(withQuery('/review/figures/today', { site, zone }), { signal });
}

/** What each rule did in so many days. */
export function fetchRules(site: string, days: number, signal: AbortSignal) {
  return ask<RuleFigures>(withQuery('/review/figures/rules', { site, days }), { signal });
}

/** How often two persons decided alike. */
export function fetchAgreement(site: string, signal: AbortSignal) {
  return ask<AgreementFigures>(withQuery('/review/figures/agreement', { site }), { signal });
}

/** One page of the own decisions; an empty `act` is every act. */
export function fetchMine(act: string, cursor: string | undefined, signal: AbortSignal) {
  return ask<MyDecisions>(withQuery('/review/my-decisions', { act, cursor }), { signal });
}

/** One page of the threads of a site. */
export function fetchThreads(site: string, q: string, cursor: string | undefined, signal: AbortSignal) {
  return ask<ThreadList>(withQuery(ofSite(site, 'desk/threads'), { q, cursor }), { signal });
}

/** Opens, closes or schedules a thread. */
export function postThread(site: string, request: ThreadRequest) {
  return change<ThreadView>(ofSite(site, 'desk/threads'), request);
}

/** Holds everything on a thread, or leaves it to the policy again. */
export function postThreadHold(site: string, wish: { thread: string; on: boolean; reason: string }) {
  return change<Switches>(ofSite(site, 'switches'), { switch: 'thread-hold', ...wish });
}

/** The settings of a site. */
export function fetchSettings(site: string, signal: AbortSignal) {
  return ask<SiteSettingsView>(ofSite(site, 'desk/settings'), { signal });
}

/** Changes settings of a site. */
export function postSettings(site: string, request: SiteSettingsRequest) {
  return change<SiteSettingsView>(ofSite(site, 'desk/settings'), request);
}

/** Sets the webhook of a site; an empty address removes it. */
export function postWebhook(site: string, url: string) {
  return change<WebhookChanged>(ofSite(site, 'desk/webhook'), { url });
}

/** Gives the webhook of a site a new secret. */
export function postWebhookSecret(site: string) {
  return change<WebhookChanged>(ofSite(site, 'desk/webhook/rotate'), {});
}

/** One page of what is told outside. */
export function fetchEffects(
  wish: { state: EffectStateName; site: string },
  cursor: string | undefined,
  signal: AbortSignal,
) {
  return ask<EffectPage>(withQuery('/effects', { ...wish, cursor }), { signal });
}

/** Tries one again at once. */
export function postReplay(id: string) {
  return change<EffectReplayed>(`/effects/${encodeURIComponent(id)}/replay`);
}

/** What the desk found when it examined itself. */
export function fetchDoctor(signal: AbortSignal) {
  return ask<DoctorView>('/doctor', { signal });
}

/** Asks for an examination of every record. */
export function postDoctor() {
  return change<DoctorView>('/doctor');
}
