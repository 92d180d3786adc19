import { createHash } from 'node:crypto';
import type { GRANTS } from '../../domain/policy/providers.js';
import type { ProviderField } from '../../domain/signal.js';
import type { ModerationProvider, ProviderRequest } from './provider.js';

/** What is known of a submission; what is empty is not known. */
export type KnownFields = Partial<Record<ProviderField, string | null>>;

/** What a site lets a service have. */
export interface Permission {
  grants: readonly (typeof GRANTS)[number][];
  rules?: string;
}

/** A request with what the service asks for and may have, or why it cannot be made. */
export type MadeRequest = { kind: 'request'; request: ProviderRequest } | { kind: 'lacks'; reason: string };

const GRANTED: ReadonlySet<ProviderField> = new Set(['email', 'network']);

/** As little as possible: a field leaves the desk if the service declares it and, of a person's, the policy grants it. */
export function requestFor(
  { id, requires, uses }: Pick<ModerationProvider, 'id' | 'requires' | 'uses'>,
  submission: { id: string; version: number; fields: KnownFields },
  { grants, rules }: Permission,
): MadeRequest {
  const isGranted = (field: ProviderField) =>
    !GRANTED.has(field) || (grants as readonly ProviderField[]).includes(field);
  const valueOf = (field: ProviderField) => submission.fields[field] ?? '';
  const lacking = requires.find((field) => !isGranted(field) || valueOf(field) === '');
  if (lacking !== undefined)
    return { kind: 'lacks', reason: `${isGranted(lacking) ? 'not known' : 'not granted'}: ${lacking}` };
  const told = [...requires, ...uses].filter((field) => isGranted(field) && valueOf(field) !== '');
  const key = createHash('sha256').update(`${submission.id} ${submission.version} ${id}`).digest('hex');
  return {
    kind: 'request',
    request: {
      key: `mod_${key.slice(0, 32)}`,
      ...Object.fromEntries(told.map((field) => [field, valueOf(field)])),
      ...(rules === undefined ? {} : { rules }),
    },
  };
}
