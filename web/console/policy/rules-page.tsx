import { Button, Group } from '@mantine/core';
import type { RuleHits } from '../../../src/contract/policy-api.js';
import { useSay, useSpeech } from '../say.js';
import { movedTo, type Rule } from './document.js';
import { NewName } from './new-name.js';
import { Card, ModeBadge, PlaceLink } from './parts.js';
import classes from './policy.module.css';
import { countAt } from './problems.js';
import { RuleEditor } from './rule-editor.js';
import { useRuleHits } from './use-rule-hits.js';
import { usePolicy } from './use-policy-desk.js';
import { addressOf, goTo, useWhere } from './where.js';

function Facts({ rule, hits }: { rule: Rule; hits: RuleHits | undefined }) {
  const say = useSay();
  const { action, weight, group } = rule.then;
  const most = rule.limits?.max_actions_per_day;
  return (
    <p className={classes.facts}>
      {action !== undefined && <span>{say(`policy.action.${action}`)}</span>}
      {weight !== undefined && <span>{say('policy.rules.points', { points: weight })}</span>}
      {group !== undefined && <span>{say('policy.rules.inGroup', { group })}</span>}
      {rule.expires !== undefined && <span>{say('policy.rules.until', { day: rule.expires })}</span>}
      {most !== undefined && <span>{say('policy.rules.cap', { most })}</span>}
      {(rule.sample ?? 100) < 100 && (
        <span>{say('policy.rules.sampled', { percent: rule.sample ?? 100 })}</span>
      )}
      {hits !== undefined && (
        <span>{say('policy.rules.hits', { day: hits.hits.day, month: hits.hits.month })}</span>
      )}
    </p>
  );
}

function Move({ rule, index, last }: { rule: Rule; index: number; last: boolean }) {
  const say = useSay();
  const { edit } = usePolicy();
  const move = (to: number) =>
    edit((policy) => ({ ...policy, rules: movedTo(policy.rules ?? [], index, to) }));
  return (
    <Group gap={2}>
      <Button
        size="compact-xs"
        variant="subtle"
        aria-label={say('policy.rules.up', { name: rule.id })}
        disabled={index === 0}
        onClick={() => move(index - 1)}
      >
        ↑
      </Button>
      <Button
        size="compact-xs"
        variant="subtle"
        aria-label={say('policy.rules.down', { name: rule.id })}
        disabled={last}
        onClick={() => move(index + 1)}
      >
        ↓
      </Button>
    </Group>
  );
}

function RuleRow({ rule, index, hits }: { rule: Rule; index: number; hits: RuleHits | undefined }) {
  const say = useSay();
  const { locale } = useSpeech();
  const { document, site, check, canEdit } = usePolicy();
  const problems = countAt(check?.problems ?? [], `rules[${index}]`);
  const aloud = check?.aloud[index];
  const other = locale === 'en' ? 'ja' : 'en';
  return (
    <>
      <div className={classes.rowHead}>
        <PlaceLink to={addressOf('rules', site, String(index))} className={classes.rowTitle}>
          {rule.says[locale] === '' ? rule.id : rule.says[locale]}
        </PlaceLink>
        <ModeBadge mode={rule.mode ?? 'live'} />
        {problems > 0 && (
          <span className={classes.badge} data-tone="bad">
            {say('policy.bar.problems', { count: problems })}
          </span>
        )}
        <span className={classes.push} />
        <code className={classes.quiet}>{rule.id}</code>
        {canEdit && <Move rule={rule} index={index} last={index === (document.rules?.length ?? 0) - 1} />}
      </div>
      <p className={classes.quiet} lang={other}>
        {rule.says[other]}
      </p>
      {typeof aloud === 'string' && <p className={classes.quiet}>{aloud}</p>}
      <Facts rule={rule} hits={hits} />
    </>
  );
}

function Overview() {
  const say = useSay();
  const { document, site, canEdit, edit } = usePolicy();
  const { byRule } = useRuleHits();
  const rules = document.rules ?? [];
  const add = (id: string) => {
    const says = { en: '', ja: '' };
    // oxlint-disable-next-line unicorn/no-thenable -- the language of rules is "when … then …"
    const rule: Rule = {
      id,
      says,
      when: { signal: 'links.count', gte: 1 },
      then: { action: 'hold' },
      mode: 'shadow',
    };
    edit((policy) => ({ ...policy, rules: [...(policy.rules ?? []), rule] }));
    goTo('rules', site, String(rules.length));
  };
  return (
    <Card
      title={say('policy.part.rules')}
      hint={say('policy.rules.hint')}
      tools={
        canEdit && <NewName label={say('policy.rules.add')} known={rules.map(({ id }) => id)} onName={add} />
      }
    >
      <ul className={classes.rows}>
        {rules.map((rule, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- ids may be there twice while one writes
          <li key={index} className={classes.row}>
            <RuleRow rule={rule} index={index} hits={byRule.get(rule.id)} />
          </li>
        ))}
      </ul>
      {rules.length === 0 && <p className={classes.quiet}>{say('policy.rules.none')}</p>}
    </Card>
  );
}

/** The rules of the policy, or one of them. */
export function RulesPage() {
  const { open } = useWhere();
  const { document } = usePolicy();
  const index = open === '' ? -1 : Number(open);
  const rule = document.rules?.[index];
  return rule === undefined ? <Overview /> : <RuleEditor key={index} rule={rule} index={index} />;
}
