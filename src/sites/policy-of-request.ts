import { z } from 'zod';
import type { Policy } from '../domain/policy.js';
import { ProblemError } from '../http/problem.js';
import type { Language } from '../messages/messages.js';
import { type PolicyDocument, readPolicyDocument, readPolicyValue } from './policy-document.js';

/** A policy in a request: YAML or JSON as text, or JSON as it is. */
export const documentSchema = z.union([z.string(), z.record(z.string(), z.unknown())]);

/** Reads the policy of a request, or says everything that is wrong with it. */
export function readRequested(document: z.output<typeof documentSchema>, language: Language): PolicyDocument {
  return typeof document === 'string'
    ? readPolicyDocument(document, language)
    : readPolicyValue(document, language);
}

/** The policy of a request. @throws ProblemError 400 with everything that is wrong with it. */
export function policyOf(document: z.output<typeof documentSchema>, language: Language): Policy {
  const read = readRequested(document, language);
  if (read.ok) return read.policy;
  throw new ProblemError(400, {
    errors: read.problems.map(({ path, line, fault, hint }) => ({
      field: ['document', path].filter((part) => part !== '').join('.'),
      message: `${fault} ${hint}`,
      ...(line === undefined ? {} : { line }),
    })),
  });
}
