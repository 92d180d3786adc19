import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Policy } from '../domain/policy.js';
import { readPolicyDocument } from './policy-document.js';

const file = join(import.meta.dirname, 'starting-policy.yaml');

/** What a site starts with. It has its reasons in its file, and is a document like any other. */
export const STARTING_POLICY: Policy = read();

function read(): Policy {
  const document = readPolicyDocument(readFileSync(file, 'utf8'), 'en');
  if (document.ok) return document.policy;
  const [first] = document.problems;
  throw new Error(`${file}:${first?.line}: ${first?.path}: ${first?.fault}`);
}
