import { NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useSay } from '../say.js';
import { RULE_MODES, type Rule } from './document.js';
import { Card } from './parts.js';
import classes from './policy.module.css';
import { usePolicy } from './use-policy-desk.js';

interface RuleFormProps {
  rule: Rule;
  /** Where the rule stands in the document. */
  path: string;
  readOnly: boolean;
  onChange: (rule: Rule, mark: string) => void;
}

/** Without what is undefined: fields that are left empty are not written. */
const filled = <Fields extends object>(fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Fields;

const numberOf = (value: string | number): number | undefined => (value === '' ? undefined : Number(value));

function Names({ rule, path, readOnly, onChange }: RuleFormProps) {
  const say = useSay();
  const { problem } = usePolicy();
  return (
    <div className={classes.wideFields}>
      <TextInput
        label={say('policy.rules.id')}
        readOnly={readOnly}
        value={rule.id}
        error={problem(`${path}.id`)}
        maxLength={60}
        spellCheck={false}
        onChange={({ currentTarget: { value } }) => onChange({ ...rule, id: value }, 'id')}
      />
      {(['en', 'ja'] as const).map((locale) => (
        <TextInput
          key={locale}
          lang={locale}
          label={say(`policy.says.${locale}`)}
          readOnly={readOnly}
          value={rule.says[locale]}
          error={problem(`${path}.says.${locale}`)}
          maxLength={300}
          onChange={({ currentTarget: { value } }) =>
            onChange({ ...rule, says: { ...rule.says, [locale]: value } }, `says ${locale}`)
          }
        />
      ))}
    </div>
  );
}

function Effect({ rule, path, readOnly, onChange }: RuleFormProps) {
  const say = useSay();
  const { problem, document } = usePolicy();
  const { action, weight, group } = rule.then;
  const then = (next: Partial<Rule['then']>, mark: string) =>
    // oxlint-disable-next-line unicorn/no-thenable -- the language of rules is "when … then …"
    onChange({ ...rule, then: filled({ ...rule.then, ...next }) as Rule['then'] }, mark);
  const groups = Object.keys(document.groups ?? {});
  return (
    <div className={classes.fields}>
      <NativeSelect
        label={say('policy.rules.action')}
        disabled={readOnly}
        value={action ?? ''}
        error={problem(`${path}.then.action`)}
        data={[
          { value: '', label: say('policy.action.none') },
          { value: 'hold', label: say('policy.action.hold') },
          { value: 'reject', label: say('policy.action.reject') },
        ]}
        onChange={({ currentTarget: { value } }) =>
          then({ action: value === 'hold' || value === 'reject' ? value : undefined }, 'action')
        }
      />
      <NumberInput
        label={say('policy.rules.weight')}
        description={say('policy.rules.weightHint')}
        readOnly={readOnly}
        value={weight ?? ''}
        error={problem(`${path}.then.weight`)}
        onChange={(value) => then({ weight: numberOf(value) }, 'weight')}
      />
      <NativeSelect
        label={say('policy.rules.group')}
        description={say('policy.rules.groupHint')}
        disabled={readOnly}
        value={group ?? ''}
        error={problem(`${path}.then.group`)}
        data={[
          { value: '', label: say('policy.rules.noGroup') },
          ...[...new Set([...groups, ...(group === undefined ? [] : [group])])].map((name) => ({
            value: name,
            label: name,
          })),
        ]}
        onChange={({ currentTarget: { value } }) =>
          then({ group: value === '' ? undefined : value }, 'group')
        }
      />
    </div>
  );
}

function Life({ rule, path, readOnly, onChange }: RuleFormProps) {
  const say = useSay();
  const { problem } = usePolicy();
  const mode = rule.mode ?? 'live';
  const most = rule.limits?.max_actions_per_day;
  return (
    <div className={classes.fields}>
      <NativeSelect
        label={say('policy.rules.mode')}
        description={say(`policy.modeHint.${mode}`)}
        disabled={readOnly}
        value={mode}
        error={problem(`${path}.mode`)}
        data={RULE_MODES.map((value) => ({ value, label: say(`policy.mode.${value}`) }))}
        onChange={({ currentTarget: { value } }) =>
          onChange({ ...rule, mode: RULE_MODES.find((known) => known === value) ?? 'live' }, 'mode')
        }
      />
      <TextInput
        type="date"
        label={say('policy.rules.expires')}
        description={say('policy.rules.expiresHint')}
        readOnly={readOnly}
        value={rule.expires ?? ''}
        error={problem(`${path}.expires`)}
        onChange={({ currentTarget: { value } }) =>
          onChange(filled({ ...rule, expires: value === '' ? undefined : value }) as Rule, 'expires')
        }
      />
      <NumberInput
        label={say('policy.rules.most')}
        description={say('policy.rules.mostHint')}
        readOnly={readOnly}
        value={most ?? ''}
        error={problem(`${path}.limits`)}
        onChange={(value) =>
          onChange(
            { ...rule, limits: filled({ max_actions_per_day: numberOf(value) }) as Rule['limits'] & {} },
            'most',
          )
        }
      />
      <NumberInput
        label={say('policy.rules.sample')}
        readOnly={readOnly}
        suffix=" %"
        value={rule.sample ?? 100}
        error={problem(`${path}.sample`)}
        onChange={(value) => onChange({ ...rule, sample: numberOf(value) ?? 100 }, 'sample')}
      />
    </div>
  );
}

/** The common parts of a rule as fields. */
export function RuleForm(props: RuleFormProps) {
  const say = useSay();
  return (
    <>
      <Card title={say('policy.rules.what')}>
        <Names {...props} />
      </Card>
      <Card title={say('policy.rules.then')}>
        <div className={classes.stack}>
          <Effect {...props} />
          <Life {...props} />
        </div>
      </Card>
    </>
  );
}
