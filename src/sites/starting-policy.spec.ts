import { ruleAloud } from '../messages/rule-aloud.messages.js';
import { STARTING_POLICY } from './starting-policy.js';

describe('the policy that a site starts with', () => {
  it('has rules, each of which can be read aloud in both languages', () => {
    expect(STARTING_POLICY.rules.length).toBeGreaterThan(0);
    for (const rule of STARTING_POLICY.rules) {
      expect(ruleAloud('en', rule)).toMatch(/^When .*\.$/);
      expect(ruleAloud('ja', rule)).toMatch(/。$/);
    }
  });
});
