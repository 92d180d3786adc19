import { useQuery } from '@tanstack/react-query';
import type { RuleHits } from '../../../src/contract/policy-api.js';
import { fetchRuleHits } from '../api/policy.js';
import { policyKey, usePolicy } from './use-policy-desk.js';

/** Hits of the rules of the policy in force, by rule. */
export function useRuleHits() {
  const { site } = usePolicy();
  const hits = useQuery({
    queryKey: policyKey(site, 'hits'),
    queryFn: ({ signal }) => fetchRuleHits(site, signal),
    staleTime: 60_000,
  });
  return { ...hits, byRule: new Map<string, RuleHits>(hits.data?.rules.map((one) => [one.rule, one])) };
}
