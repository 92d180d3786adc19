import { CloseButton, Group, NativeSelect, NumberInput, Switch } from '@mantine/core';
import { useSay } from '../say.js';
import { WORD_FIELDS } from './diff.js';
import { valueAt, withoutName, withValue } from './document.js';
import { NewName } from './new-name.js';
import { Card } from './parts.js';
import classes from './policy.module.css';
import { Lines } from './term-form.js';
import { usePolicy } from './use-policy-desk.js';
import { YamlField } from './yaml-field.js';

const AUTHORS = ['first_held', 'rejections.count', 'rejections.days'] as const;
const TEXTS = ['max_links', 'repeated_text', 'near_duplicates.count', 'near_duplicates.hours'] as const;
const FLOODS = [
  'network_budget.submissions',
  'network_budget.minutes',
  'rates.minutes',
  'thread_brake.flagged',
  'thread_brake.percent',
  'thread_brake.minutes',
] as const;
const POINTS = ['thresholds.hold', 'thresholds.reject'] as const;

type NumberField = (typeof AUTHORS | typeof TEXTS | typeof FLOODS | typeof POINTS)[number];

/** A number of the document; a threshold that is left empty is never reached. */
function NumberSetting({ field }: { field: NumberField }) {
  const say = useSay();
  const { document, canEdit, edit, problem } = usePolicy();
  const path = field.split('.');
  const value = valueAt(document, path);
  const empty = field.startsWith('thresholds.') ? null : undefined;
  return (
    <NumberInput
      label={say(`policy.setting.${field}`)}
      readOnly={!canEdit}
      placeholder={empty === null ? say('policy.setting.never') : ''}
      value={typeof value === 'number' ? value : ''}
      error={problem(field)}
      onChange={(next) =>
        edit((policy) => withValue(policy, path, next === '' ? empty : Number(next)), field)
      }
    />
  );
}

function Flag({ field }: { field: 'previously_approved' | 'odd_shape' }) {
  const say = useSay();
  const { document, canEdit, edit } = usePolicy();
  return (
    <Switch
      label={say(`policy.setting.${field}`)}
      disabled={!canEdit}
      checked={valueAt(document, [field]) === true}
      onChange={({ currentTarget: { checked } }) => edit((policy) => withValue(policy, [field], checked))}
    />
  );
}

function Mode() {
  const say = useSay();
  const { document, canEdit, edit, problem } = usePolicy();
  const mode = valueAt(document, ['mode']) === 'moderate' ? 'moderate' : 'policy';
  return (
    <NativeSelect
      label={say('policy.setting.mode')}
      disabled={!canEdit}
      value={mode}
      error={problem('mode')}
      data={(['policy', 'moderate'] as const).map((value) => ({
        value,
        label: say(`policy.setting.mode.${value}`),
      }))}
      onChange={({ currentTarget: { value } }) => edit((policy) => ({ ...policy, mode: value }))}
    />
  );
}

function Groups() {
  const say = useSay();
  const { document, canEdit, edit, problem } = usePolicy();
  const groups = Object.entries(document.groups ?? {});
  const put = (name: string, cap: number, mark: string) =>
    edit((policy) => ({ ...policy, groups: { ...policy.groups, [name]: { cap } } }), mark);
  return (
    <div className={classes.stack}>
      <div className={classes.fields}>
        {groups.map(([name, { cap }]) => (
          <Group key={name} gap={4} align="flex-end" wrap="nowrap">
            <NumberInput
              label={say('policy.setting.cap', { name })}
              readOnly={!canEdit}
              value={cap}
              error={problem(`groups.${name}`)}
              onChange={(next) => put(name, Number(next), `group ${name}`)}
            />
            {canEdit && (
              <CloseButton
                mb={4}
                aria-label={say('policy.setting.removeGroup', { name })}
                onClick={() =>
                  edit((policy) => ({ ...policy, groups: withoutName(policy.groups ?? {}, name) }))
                }
              />
            )}
          </Group>
        ))}
      </div>
      {canEdit && (
        <NewName
          label={say('policy.setting.addGroup')}
          known={groups.map(([name]) => name)}
          onName={(name) => put(name, 5, '')}
        />
      )}
    </div>
  );
}

function Words() {
  const say = useSay();
  const { document, canEdit, edit, problem } = usePolicy();
  return (
    <div className={classes.wideFields}>
      {WORD_FIELDS.map((field) => {
        const value = valueAt(document, [field]);
        return (
          <div key={field}>
            <Lines
              label={say(`policy.setting.${field}`)}
              description={say(`policy.settingHint.${field}`)}
              lines={Array.isArray(value) ? value.map(String) : []}
              readOnly={!canEdit}
              onLines={(lines) => edit((policy) => withValue(policy, [field], lines), field)}
            />
            <p className={`${classes.quiet} ${classes.bad}`}>{problem(field)}</p>
          </div>
        );
      })}
    </div>
  );
}

function Written({ field }: { field: 'patterns' | 'providers' }) {
  const say = useSay();
  const { document, canEdit, edit, problem } = usePolicy();
  return (
    <Card title={say(`policy.setting.${field}`)} hint={say(`policy.settingHint.${field}`)}>
      <YamlField
        label={say(`policy.setting.${field}`)}
        value={valueAt(document, [field]) ?? {}}
        readOnly={!canEdit}
        fault={problem(field)}
        onValue={(value) => edit((policy) => withValue(policy, [field], value ?? {}), field)}
      />
    </Card>
  );
}

/** Everything of a policy that is neither rule nor list. */
export function SettingsPage() {
  const say = useSay();
  const numbers = (fields: readonly NumberField[]) =>
    fields.map((field) => <NumberSetting key={field} field={field} />);
  return (
    <div className={classes.stack}>
      <Card title={say('policy.settings.basics')}>
        <div className={classes.fields}>
          <Mode />
          {numbers(POINTS)}
        </div>
      </Card>
      <Card title={say('policy.settings.groups')} hint={say('policy.settings.groupsHint')}>
        <Groups />
      </Card>
      <Card title={say('policy.settings.authors')}>
        <div className={classes.stack}>
          <div className={classes.fields}>{numbers(AUTHORS)}</div>
          <Flag field="previously_approved" />
        </div>
      </Card>
      <Card title={say('policy.settings.texts')}>
        <div className={classes.stack}>
          <div className={classes.fields}>{numbers(TEXTS)}</div>
          <Flag field="odd_shape" />
        </div>
      </Card>
      <Card title={say('policy.settings.floods')}>
        <div className={classes.fields}>{numbers(FLOODS)}</div>
      </Card>
      <Card title={say('policy.settings.words')} hint={say('policy.settings.wordsHint')}>
        <Words />
      </Card>
      <Written field="patterns" />
      <Written field="providers" />
    </div>
  );
}
