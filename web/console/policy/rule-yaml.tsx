import { useState } from 'react';
import { useSay } from '../say.js';
import { isSame, type Rule } from './document.js';
import { Card } from './parts.js';
import { YamlField } from './yaml-field.js';

interface RuleYamlProps {
  rule: Rule;
  readOnly: boolean;
  onChange: (rule: Rule) => void;
}

/** A rule needs these for the lists to show it; what they hold the server judges. */
function isRule(value: unknown): value is Rule {
  if (typeof value !== 'object' || value === null) return false;
  const { id, says, when, then } = value as Record<string, unknown>;
  const isGroup = (part: unknown) => typeof part === 'object' && part !== null;
  return typeof id === 'string' && isGroup(says) && isGroup(when) && isGroup(then);
}

/** A rule as YAML, in a plain field. */
export function RuleYaml({ rule, readOnly, onChange }: RuleYamlProps) {
  const say = useSay();
  const [isWhole, setIsWhole] = useState(true);
  return (
    <Card title={say('policy.rules.yaml')}>
      <YamlField
        label={say('policy.rules.yaml')}
        value={rule}
        readOnly={readOnly}
        fault={isWhole ? undefined : say('policy.yaml.noRule')}
        onValue={(value) => {
          setIsWhole(isRule(value));
          if (isRule(value) && !isSame(value, rule)) onChange(value);
        }}
      />
    </Card>
  );
}
