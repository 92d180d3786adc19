import type { DataSource } from 'typeorm';
import { PolicyReplay } from '../../src/domain/policy-replay.entity.js';
import { type Policy, policySchema } from '../../src/domain/policy.js';
import type { Signal } from '../../src/domain/signal.js';
import { askReplay } from '../../src/sites/ask-replay.js';

/** What the machine saw of an author it knows, without neighbours. */
export const KNOWN_AUTHOR: Signal[] = [
  { kind: 'author-history', score: 0, evidence: { approved: 3, rejected: 0, days: 90 } },
  { kind: 'repeated-text', score: 0, evidence: { count: 0 } },
  {
    kind: 'near-duplicates',
    score: 0,
    evidence: { same: 0, similar: 0, authors: 0, networks: 0, ids: [], hours: 24 },
  },
  { kind: 'network-rate', score: 0, evidence: { count: 0, budget: 30, minutes: 10 } },
  { kind: 'rates', score: 0, evidence: { author: 0, thread: 0, minutes: 60 } },
  { kind: 'thread-state', score: 0, evidence: { closed: false } },
];

/** Holds what names smithgate. */
export const FEUD_POLICY: Policy = policySchema.parse({
  lists: { feud: { terms: ['smithgate'] } },
  rules: [
    { id: 'feud', says: { en: 'Feud', ja: '論争' }, when: { contains: '@feud' }, then: { action: 'hold' } },
  ],
});

/** Asks for a replay of up to 1,000 submissions of a site under FEUD_POLICY. @returns its id. */
export async function askForReplay({ manager }: DataSource, { key }: { key: string }): Promise<string> {
  const result = await askReplay(manager, {
    site: key,
    tried: { kind: 'document', policy: FEUD_POLICY },
    since: null,
    most: 1_000,
    by: 'ann@desk.example',
  });
  if (result.kind !== 'created') throw new Error(result.kind);
  return result.id;
}

/** A replay as it is now. */
export function replayRow(dataSource: DataSource, id: string): Promise<PolicyReplay> {
  return dataSource.getRepository(PolicyReplay).findOneByOrFail({ id });
}

/** The worker that holds it is silent for longer than its lease. */
export async function endLease(dataSource: DataSource, id: string): Promise<void> {
  await dataSource.query('update policy_replay set lease_until = now() where id = $1', [id]);
}
