import { Controller, Get, Header, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { PolicyVocabulary } from '../contract/policy-api.js';
import { COMPARISONS } from '../domain/policy/condition.js';
import { FACT_NAMES, FACTS } from '../domain/policy/facts.js';
import { SEEN_AS, WORD_FIELDS } from '../domain/signal.js';
import { languageOfRequest } from '../http/language.js';
import type { Language } from '../messages/messages.js';
import { factSays, fieldSays, formSays } from '../messages/rule-aloud.messages.js';
import { policyJsonSchema } from '../domain/policy-json-schema.js';
import { Needs, Public } from '../moderators/access.js';

/** What a policy document may hold; the same for every site and every reader. */
@Controller('api/v1/policy')
export class PolicySchemaController {
  @Get('schema')
  @Public()
  @Header('content-type', 'application/schema+json; charset=utf-8')
  schema(): Record<string, unknown> {
    return policyJsonSchema();
  }

  @Get('vocabulary')
  @Needs('viewer')
  vocabulary(@Req() request: FastifyRequest): PolicyVocabulary {
    return vocabularyIn(languageOfRequest(request));
  }
}

function vocabularyIn(language: Language): PolicyVocabulary {
  return {
    facts: FACT_NAMES.map((name) => {
      const { type, mayReject } = FACTS[name];
      return { name, type, mayReject, says: factSays(language, name) };
    }),
    comparisons: Object.entries(COMPARISONS).map(([operator, types]) => ({ operator, types })),
    fields: WORD_FIELDS.map((name) => ({ name, says: fieldSays(language, name) })),
    forms: SEEN_AS.map((name) => ({ name, says: formSays(language, name) })),
  };
}
