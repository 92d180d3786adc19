import type { PolicyReplayView } from '../../../src/contract/policy-replay-api.js';
import type { Say } from '../say.js';

/** What a replay is of. */
export function subjectOf({ draft, version, hash }: PolicyReplayView, say: Say): string {
  if (draft !== null) return say('policy.replay.ofDraft', { number: draft });
  return version === null
    ? say('policy.replay.ofDocument', { hash: hash.slice(0, 7) })
    : say('policy.replay.ofVersion', { number: version });
}
