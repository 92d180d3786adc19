import { z } from 'zod';
import type { Policy } from '../../domain/policy.js';
import { ruleAloud } from '../../messages/rule-aloud.messages.js';
import { ruleSentence, signalSentence } from '../../messages/signals.messages.js';
import { screenText, type ScreenedText } from '../../screening/screen-text.js';
import { showViews } from '../../screening/text/show-views.js';
import { readPolicyDocument } from '../../sites/policy-document.js';
import { type CommandContext, type CommandHandler, printJson } from '../command.js';
import { withStores } from '../stores.js';
import { readStdin } from '../terminal.js';
import { inForce, refuseDocument, textOf } from './policy.command.js';

const optionsSchema = z.object({
  site: z.string(),
  file: z.string().optional(),
  text: z.string().optional(),
  json: z.boolean().default(false),
});

/**
 * Tells what a policy makes of one text and why: its views, the signals, the rules that matched, the outcome, and what it
 * would have been without each rule. Stores nothing.
 */
export const policyTest: CommandHandler = async (context, options) => {
  const { site, file, text: given, json } = optionsSchema.parse(options);
  const document = file === undefined ? undefined : await textOf(context, file);
  if (file !== undefined && document === undefined) return 1;
  const text = given ?? (await readStdin(context.terminal));
  return withStores(context, async ({ dataSource }) => {
    const version = await inForce(dataSource.manager, site);
    if (version === null) return context.refuse('cli.unknownSite', { key: site });
    const read = readPolicyDocument(document ?? JSON.stringify(version.document), context.language);
    if (!read.ok) return refuseDocument(context, read.problems, json);
    const screened = await screenText(text, read.policy, 'test');
    if (json) printJson(context, { views: showViews(text), ...screened });
    else for (const line of linesOf(context, text, read.policy, screened)) context.terminal.out(line);
    return 0;
  });
};

function linesOf(context: CommandContext, text: string, policy: Policy, screened: ScreenedText): string[] {
  const { language } = context;
  const { decided, without, signals } = screened;
  const name = (rule: string) => saysOf(context, policy, rule);
  const { folded, squashed, skeleton } = showViews(text);
  return [
    context.say(`cli.test.${decided.outcome}`, { rule: name(decided.rule) }),
    ...decided.matched.slice(1).map((rule) => context.say('cli.test.also', { rule: name(rule) })),
    ...decided.symbols
      .filter(({ mode }) => mode === 'shadow')
      .map(({ rule }) => context.say('cli.test.shadow', { rule: name(rule) })),
    ...(decided.score === 0 ? [] : [context.say('cli.test.score', { score: decided.score })]),
    ...without.map(({ rule, outcome }) => context.say(`cli.test.without.${outcome}`, { rule: name(rule) })),
    '',
    ...signals.map((signal) => `- ${signalSentence(language, signal)}`),
    ...policy.rules
      .filter(({ id }) => decided.matched.includes(id))
      .map((rule) => `- ${rule.id}: ${ruleAloud(language, rule)}`),
    '',
    context.say('cli.test.views', { folded, squashed, skeleton }),
  ];
}

function saysOf({ language }: CommandContext, policy: Policy, rule: string): string {
  const own = policy.rules.find(({ id }) => id === rule);
  return own === undefined ? ruleSentence(language, rule) : own.says[language];
}
