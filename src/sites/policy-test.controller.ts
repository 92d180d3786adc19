import { Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import type { PolicyTestResult } from '../contract/policy-api.js';
import { type Policy, policySchema } from '../domain/policy.js';
import { spansOfSignal } from '../domain/signal.js';
import { Site } from '../domain/site.entity.js';
import { languageOfRequest } from '../http/language.js';
import { parseRequest } from '../http/parse-request.js';
import { ProblemError } from '../http/problem.js';
import { type Language, say } from '../messages/messages.js';
import { policyReplayMessages } from '../messages/policy-replay.messages.js';
import { ruleAloud } from '../messages/rule-aloud.messages.js';
import { ruleSentence, signalSentence } from '../messages/signals.messages.js';
import { Needs } from '../moderators/access.js';
import { screenText, type ScreenedText } from '../screening/screen-text.js';
import { showViews } from '../screening/text/show-views.js';
import { documentSchema, policyOf } from './policy-of-request.js';
import { policyInForce } from './put-policy.js';
import { findTriedPolicy, type TriedPolicy } from './tried-policy.query.js';

/** As long as a comment can be (docs/wordpress.md). */
const LONGEST = 65_525;

const number = z
  .int()
  .min(1)
  .max(2 ** 31 - 1);

const wishSchema = z
  .strictObject({
    text: z.string({ error: 'policyTest.text' }).min(1, 'policyTest.text').max(LONGEST, 'policyTest.text'),
    document: documentSchema.optional(),
    version: number.optional(),
    draft: number.optional(),
    author: z.enum(['known', 'new']).default('known'),
    language: z.enum(['en', 'ja']).optional(),
  })
  .refine(
    ({ document, version, draft }) =>
      [document, version, draft].filter((one) => one !== undefined).length <= 1,
    { error: 'policyTest.oneOf', path: ['document'] },
  );

/** Tries a policy on one text. Stores nothing. */
@Controller('api/v1/sites/:site/policy/test')
export class PolicyTestController {
  constructor(private readonly dataSource: DataSource) {}

  @Post()
  @Needs('lead')
  @HttpCode(200)
  async test(@Req() request: FastifyRequest, @Param('site') site: string): Promise<PolicyTestResult> {
    const language = languageOfRequest(request);
    const wish = parseRequest(wishSchema, request.body, language, policyReplayMessages);
    const policy = await this.policyFor(site, wish, language);
    const sender = { isNew: wish.author === 'new', pageLanguage: wish.language };
    const screened = await screenText(wish.text, policy, 'test', sender);
    return resultOf(wish.text, policy, screened, language);
  }

  private async policyFor(
    key: string,
    { document, version, draft }: z.output<typeof wishSchema>,
    language: Language,
  ): Promise<Policy> {
    const { manager } = this.dataSource;
    const site = key.includes('\0') ? null : await manager.getRepository(Site).findOneBy({ key });
    if (site === null) throw new ProblemError(404);
    if (document !== undefined) return policyOf(document, language);
    const tried: TriedPolicy | undefined =
      version !== undefined
        ? { kind: 'version', number: version }
        : draft !== undefined
          ? { kind: 'draft', number: draft }
          : undefined;
    const found = tried
      ? await findTriedPolicy(manager, site.id, tried)
      : await policyInForce(manager, site.id);
    if (found !== null) return policySchema.parse(found.document);
    if (tried === undefined) throw new ProblemError(404);
    const message = tried.kind === 'version' ? 'replay.noVersion' : 'replay.noDraft';
    throw new ProblemError(400, {
      errors: [{ field: tried.kind, message: say(language, policyReplayMessages, message) }],
    });
  }
}

function resultOf(
  text: string,
  policy: Policy,
  { decided, without, signals, spans }: ScreenedText,
  language: Language,
): PolicyTestResult {
  const rules = new Map(policy.rules.map((rule) => [rule.id, rule]));
  const says = (rule: string) => rules.get(rule)?.says[language] ?? ruleSentence(language, rule);
  return {
    outcome: decided.outcome,
    rule: decided.rule,
    matched: decided.matched.map((rule) => ({ rule, says: says(rule) })),
    score: decided.score,
    rules: decided.symbols.flatMap(({ rule: id, mode, action, weight }) => {
      const rule = rules.get(id);
      return rule === undefined
        ? []
        : [{ rule: id, mode, action, points: weight, says: says(id), aloud: ruleAloud(language, rule) }];
    }),
    without: without.map((one) => ({ ...one, says: says(one.rule) })),
    signals: signals.map((signal) => ({
      kind: signal.kind,
      score: signal.score,
      sentence: signalSentence(language, signal),
      spans: spansOfSignal(signal).flatMap(({ field, start, end }) =>
        field === 'text' ? [{ start, end }] : [],
      ),
    })),
    thresholds: policy.thresholds,
    spans: spans.map(({ start, end }) => ({ start, end })),
    views: showViews(text),
  };
}
