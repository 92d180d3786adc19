import { Checkbox, Group, NativeSelect } from '@mantine/core';
import type { PolicyVocabulary } from '../../../src/contract/policy-api.js';
import { useSay } from '../say.js';
import { usePolicy } from './use-policy-desk.js';

/** A condition that asks for the terms of a list. */
export interface Contains {
  contains: string;
  fields?: string[];
  as?: string[];
}

interface ContainsFieldsProps {
  condition: Contains;
  vocabulary: PolicyVocabulary;
  lists: readonly string[];
  path: string;
  readOnly: boolean;
  onChange: (condition: Contains) => void;
}

interface ChoiceProps {
  label: string;
  options: readonly { name: string; says: string }[];
  chosen: readonly string[] | undefined;
  readOnly: boolean;
  onChoose: (chosen: string[] | undefined) => void;
}

/** None chosen means any. */
function Choice({ label, options, chosen = [], readOnly, onChoose }: ChoiceProps) {
  return (
    <Checkbox.Group
      size="xs"
      label={label}
      value={[...chosen]}
      onChange={(values) => onChoose(values.length === 0 ? undefined : values)}
    >
      <Group gap="xs">
        {options.map(({ name, says }) => (
          <Checkbox key={name} size="xs" value={name} label={says} disabled={readOnly} />
        ))}
      </Group>
    </Checkbox.Group>
  );
}

/** Which list is looked for, where, and however written. */
export function ContainsFields({
  condition,
  vocabulary,
  lists,
  path,
  readOnly,
  onChange,
}: ContainsFieldsProps) {
  const say = useSay();
  const { problem } = usePolicy();
  const { contains, fields, as } = condition;
  const put = (next: { fields?: string[] | undefined; as?: string[] | undefined }) => {
    const { fields: where, as: how } = { fields, as, ...next };
    onChange({ contains, ...(where && { fields: where }), ...(how && { as: how }) });
  };
  return (
    <>
      <NativeSelect
        size="xs"
        label={say('policy.condition.list')}
        disabled={readOnly}
        value={contains}
        error={problem(`${path}.contains`)}
        data={[...new Set([...lists.map((name) => `@${name}`), contains])]}
        onChange={({ currentTarget: { value } }) => onChange({ ...condition, contains: value })}
      />
      <Choice
        label={say('policy.condition.fields')}
        options={vocabulary.fields}
        chosen={fields}
        readOnly={readOnly}
        onChoose={(chosen) => put({ fields: chosen })}
      />
      <Choice
        label={say('policy.condition.forms')}
        options={vocabulary.forms}
        chosen={as}
        readOnly={readOnly}
        onChoose={(chosen) => put({ as: chosen })}
      />
    </>
  );
}
