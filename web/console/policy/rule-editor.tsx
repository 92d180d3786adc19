import { Button, SegmentedControl } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useSay } from '../say.js';
import { ConditionEditor } from './condition-editor.js';
import { replacedAt, withoutAt, type Rule } from './document.js';
import { Card, focusHeading, ModeBadge, PlaceLink } from './parts.js';
import classes from './policy.module.css';
import { RuleForm } from './rule-form.js';
import { RuleYaml } from './rule-yaml.js';
import { usePolicy } from './use-policy-desk.js';
import { addressOf, goTo } from './where.js';

interface RuleEditorProps {
  rule: Rule;
  index: number;
}

/** An id that no rule has yet. */
function freeId(rules: readonly Rule[], id: string): string {
  for (let number = 2; ; number += 1) {
    const wanted = `${id.slice(0, 55)}-${number}`;
    if (!rules.some((rule) => rule.id === wanted)) return wanted;
  }
}

function Tools({ rule, index }: RuleEditorProps) {
  const say = useSay();
  const { site, edit, undo, document } = usePolicy();
  const rules = document.rules ?? [];
  const duplicate = () => {
    const copy = { ...rule, id: freeId(rules, rule.id), mode: 'shadow' as const };
    edit((policy) => ({ ...policy, rules: (policy.rules ?? []).toSpliced(index + 1, 0, copy) }));
    goTo('rules', site, String(index + 1));
    focusHeading();
  };
  const remove = () => {
    edit((policy) => ({ ...policy, rules: withoutAt(policy.rules ?? [], index) }));
    goTo('rules', site);
    focusHeading();
    const id = `removed-${rule.id}`;
    const takeBack = () => {
      undo();
      notifications.hide(id);
    };
    notifications.show({
      id,
      message: (
        <>
          {say('policy.rules.removed', { name: rule.id })}{' '}
          <Button size="compact-xs" variant="subtle" onClick={takeBack}>
            {say('policy.bar.undo')}
          </Button>
        </>
      ),
      autoClose: 10_000,
    });
  };
  return (
    <>
      <Button size="xs" variant="default" onClick={duplicate}>
        {say('policy.rules.duplicate')}
      </Button>
      <Button size="xs" variant="default" onClick={remove}>
        {say('policy.remove')}
      </Button>
    </>
  );
}

/** One rule: by fields and the builder of conditions, or as YAML. Both change the same document. */
export function RuleEditor({ rule, index }: RuleEditorProps) {
  const say = useSay();
  const { site, canEdit, edit, check, isFresh, problem } = usePolicy();
  const [view, setView] = useState<'form' | 'yaml'>('form');
  const path = `rules[${index}]`;
  const change = (next: Rule, mark: string) =>
    edit((policy) => ({ ...policy, rules: replacedAt(policy.rules ?? [], index, next) }), `${path} ${mark}`);
  const aloud = check?.aloud[index];
  const fault = isFresh ? problem(path) : undefined;
  return (
    <div className={classes.stack}>
      <PlaceLink to={addressOf('rules', site)}>{say('policy.rules.all')}</PlaceLink>
      <Card
        title={say('policy.rules.one', { name: rule.id })}
        tools={canEdit && <Tools rule={rule} index={index} />}
      >
        <div className={classes.stack}>
          <div>
            <ModeBadge mode={rule.mode ?? 'live'} />
            {typeof aloud === 'string' && <p className={classes.sample}>{aloud}</p>}
            <div role="status">
              {fault !== undefined && <p className={`${classes.quiet} ${classes.bad}`}>{fault}</p>}
            </div>
          </div>
          <SegmentedControl
            className={classes.start}
            size="xs"
            aria-label={say('policy.rules.view')}
            value={view}
            onChange={(value) => setView(value === 'yaml' ? 'yaml' : 'form')}
            data={[
              { value: 'form', label: say('policy.rules.form') },
              { value: 'yaml', label: say('policy.rules.yaml') },
            ]}
          />
        </div>
      </Card>
      {view === 'yaml' ? (
        <RuleYaml rule={rule} readOnly={!canEdit} onChange={(next) => change(next, 'yaml')} />
      ) : (
        <>
          <RuleForm rule={rule} path={path} readOnly={!canEdit} onChange={change} />
          <Card title={say('policy.rules.when')}>
            <ConditionEditor
              condition={rule.when}
              path={`${path}.when`}
              readOnly={!canEdit}
              onChange={(when) => change({ ...rule, when }, 'when')}
            />
          </Card>
        </>
      )}
    </div>
  );
}
