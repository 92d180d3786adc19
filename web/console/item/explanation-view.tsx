import type { Explanation } from '../../../src/contract/review-api.js';
import { useSay } from '../say.js';
import classes from './item.module.css';
import own from './explanation-view.module.css';

interface ExplanationViewProps {
  explanation: Explanation;
  policyVersion: number | null;
}

/** What decided it: the rules without which it would have ended otherwise, and those of the policy's own that held. */
export function ExplanationView({ explanation, policyVersion }: ExplanationViewProps) {
  const say = useSay();
  const { outcome, rules, without, score, thresholds } = explanation;
  if (outcome === 'approve' && rules.length === 0) return null;
  const limit = thresholds?.hold ?? null;
  return (
    <section>
      <h3 className={classes.sectionTitle}>{say('item.why')}</h3>
      <ul className={own.why}>
        {outcome !== 'approve' && without.length === 0 && <li>{say('item.whyAny')}</li>}
        {without.map(({ rule, says, outcome: other }) => (
          <li key={rule}>{say(`item.without.${other}`, { says })}</li>
        ))}
        {score !== 0 && limit !== null && <li>{say('item.points', { score, limit })}</li>}
      </ul>
      <p className={`${classes.meta} ${own.versions}`}>
        {policyVersion !== null && `${say('item.policy', { version: policyVersion })} · `}
        {say('item.engine', { engine: explanation.engine })}
      </p>
      {rules.length > 0 && (
        <details className={own.rules}>
          <summary>{say('item.rules', { count: rules.length })}</summary>
          <ul>
            {rules.map(({ rule, mode, says, aloud }) => (
              <li key={rule}>
                {mode === 'shadow' ? say('item.ruleWatches', { says }) : says}
                {aloud !== null && <span className={own.aloud}>{aloud}</span>}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
