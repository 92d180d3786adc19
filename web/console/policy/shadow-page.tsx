import { Alert, Button, Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { RuleHits } from '../../../src/contract/policy-api.js';
import { fetchRuleSamples } from '../api/policy.js';
import { problemText } from '../parts/problem-text.js';
import { Ago } from '../parts/time.js';
import { useSay, useSpeech } from '../say.js';
import { BASE } from '../shell/pages.js';
import { Card, ModeBadge, PlaceLink } from './parts.js';
import classes from './policy.module.css';
import { Rate } from './replay-report.js';
import { policyKey, usePolicy } from './use-policy-desk.js';
import { useRuleHits } from './use-rule-hits.js';

function Samples({ rule }: { rule: string }) {
  const say = useSay();
  const { site } = usePolicy();
  const samples = useQuery({
    queryKey: policyKey(site, 'samples', rule),
    queryFn: ({ signal }) => fetchRuleSamples(site, rule, signal),
  });
  if (samples.isError) return <Alert color="red">{problemText(samples.error, say)}</Alert>;
  if (samples.data === undefined) return <p className={classes.quiet}>{say('shell.loading')}</p>;
  const shown = samples.data.samples;
  if (shown.length === 0) return <p className={classes.quiet}>{say('policy.replay.noSamples')}</p>;
  return (
    <ul className={classes.rows}>
      {shown.map(({ id, number, excerpt, outcome, people, at }) => (
        <li key={id} className={classes.row}>
          <div className={classes.rowHead}>
            <PlaceLink to={`${BASE}?item=${id}`}>#{number}</PlaceLink>
            <span>{say('policy.shadow.machine', { outcome: say(`policy.outcome.${outcome}`) })}</span>
            <span
              className={
                people === 'rejected' ? classes.bad : people === 'approved' ? classes.good : classes.quiet
              }
            >
              {say(`policy.shadow.people.${people ?? 'none'}`)}
            </span>
            <span className={classes.push} />
            <span className={classes.quiet}>
              <Ago at={at} />
            </span>
          </div>
          <p className={classes.sample}>{excerpt === '' ? say('policy.withdrawn') : excerpt}</p>
        </li>
      ))}
    </ul>
  );
}

function Watched({ hits }: { hits: RuleHits }) {
  const say = useSay();
  const { locale } = useSpeech();
  const [open, setOpen] = useState(false);
  const would = hits.action === null ? 'points' : hits.action;
  const figures = [
    [say(`policy.shadow.would.${hits.mode === 'shadow' ? would : 'did'}`), hits.hits.month],
    [say('policy.shadow.day'), hits.hits.day],
    [say('policy.shadow.week'), hits.hits.week],
    [say('policy.shadow.passed'), hits.passed],
    [say('policy.shadow.people.rejected'), hits.rejected],
    [say('policy.shadow.people.approved'), hits.approved],
  ] as const;
  return (
    <Card
      title={hits.says[locale]}
      tools={
        <>
          <code className={classes.quiet}>{hits.rule}</code>
          <ModeBadge mode={hits.mode} />
        </>
      }
    >
      <dl className={classes.figures}>
        {figures.map(([name, count]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{count}</dd>
          </div>
        ))}
        <div>
          <dt>{say('policy.replay.precision')}</dt>
          <dd>
            <Rate rate={hits.precision} />
          </dd>
        </div>
      </dl>
      <Button
        mt="sm"
        mb={open ? 'sm' : 0}
        size="xs"
        variant="default"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {say('policy.replay.samples')}
      </Button>
      {open && <Samples rule={hits.rule} />}
    </Card>
  );
}

/** What rules that only watch would have done, and what people made of it. */
export function ShadowPage() {
  const say = useSay();
  const [all, setAll] = useState(false);
  const { byRule, isError, error, isPending } = useRuleHits();
  const rules = [...byRule.values()].filter(({ mode }) => all || mode === 'shadow');
  return (
    <div className={classes.stack}>
      <Card
        title={say('policy.part.shadow')}
        tools={
          <Switch
            label={say('policy.shadow.all')}
            checked={all}
            onChange={(event) => setAll(event.currentTarget.checked)}
          />
        }
      >
        <p className={classes.quiet}>{say('policy.shadow.hint')}</p>
        {isError && <Alert color="red">{problemText(error, say)}</Alert>}
        {!isPending && rules.length === 0 && <p className={classes.quiet}>{say('policy.shadow.none')}</p>}
      </Card>
      {rules.map((hits) => (
        <Watched key={hits.rule} hits={hits} />
      ))}
    </div>
  );
}
