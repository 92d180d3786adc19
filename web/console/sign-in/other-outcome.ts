/** Why a sign-in by another service failed. */
export const FAILURES = ['unreachable', 'late', 'refused', 'unknown'] as const;

/** What the address says of a sign-in by another service (src/moderators/oidc); null when it says nothing. */
export function outcomeOf(): string | null {
  return new URLSearchParams(window.location.search).get('sign-in');
}
