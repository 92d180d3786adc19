import { useState } from 'react';
import type { PolicyTestResult } from '../../../src/contract/policy-api.js';
import { ExplanationView } from '../item/explanation-view.js';
import { MarkedText } from '../item/marked-text.js';
import { SignalList } from '../item/signal-list.js';
import { useSay } from '../say.js';
import { Card } from './parts.js';
import classes from './policy.module.css';

interface TestResultProps {
  title: string;
  text: string;
  result: PolicyTestResult;
}

function Views({ views }: { views: PolicyTestResult['views'] }) {
  const say = useSay();
  return (
    <details>
      <summary className={classes.quiet}>{say('policy.test.views')}</summary>
      <dl className={classes.views}>
        {(['visible', 'folded', 'squashed', 'skeleton'] as const).map((name) => (
          <div key={name} className={classes.view}>
            <dt>{say(`policy.view.${name}`)}</dt>
            <dd>{views[name]}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

/** What a policy makes of a text, and why: as an item of the queue shows it. */
export function TestResult({ title, text, result }: TestResultProps) {
  const say = useSay();
  const [lit, setLit] = useState<number | null>(null);
  const signals = result.signals.map((signal) => ({
    ...signal,
    spans: signal.spans.map((span) => ({ ...span, field: 'text' as const })),
  }));
  const explanation = {
    ...result,
    engine: '',
    rules: result.rules.map((rule) => ({ ...rule, group: null })),
  };
  return (
    <Card title={title}>
      <div className={classes.stack}>
        <p className={classes.outcome} data-outcome={result.outcome}>
          {say(`policy.outcome.${result.outcome}`)}
        </p>
        <p className={classes.sample}>
          <MarkedText text={text} field="text" signals={signals} lit={lit} />
        </p>
        <SignalList because={result.matched.map(({ says }) => says)} signals={signals} onLight={setLit} />
        <ExplanationView explanation={explanation} policyVersion={null} />
        <Views views={result.views} />
      </div>
    </Card>
  );
}
