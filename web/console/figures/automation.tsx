import type { AutomationFigures, RateView } from '../../../src/contract/desk-api.js';
import { Panel } from '../parts/panel.js';
import { percentOf } from '../parts/numbers.js';
import { useSpeech } from '../say.js';
import classes from './figures.module.css';

/** A share, and between what bounds the true one lies. */
export function RateText({ rate }: { rate: RateView | null }) {
  const { say, locale } = useSpeech();
  if (rate === null) return <>{say('figures.none')}</>;
  return (
    <>
      {percentOf(rate.value, locale)}
      <span className={classes.interval}>
        {say('figures.interval', {
          low: percentOf(rate.low, locale),
          high: percentOf(rate.high, locale),
          of: rate.of,
        })}
      </span>
    </>
  );
}

/** How much the machine decides alone, beside what people found wrong with it. */
export function Automation({ figures }: { figures: AutomationFigures }) {
  const { say, locale } = useSpeech();
  const { share, screened, approvedWrong, rejectedWrong } = figures;
  const { approvedLookedAt, rejectedLookedAt } = figures;
  return (
    <Panel title={say('today.automation')}>
      <dl className={classes.pair}>
        <div>
          <dt>{say('today.share')}</dt>
          <dd className={classes.value}>
            {share === null ? say('figures.none') : percentOf(share.value, locale)}
          </dd>
          <dd className={classes.more}>{say('today.shareHint', { screened })}</dd>
        </div>
        <div>
          <dt>{say('today.misses')}</dt>
          <dd className={classes.value}>
            {say('today.missesValue', {
              wrong: approvedWrong + rejectedWrong,
              lookedAt: approvedLookedAt + rejectedLookedAt,
            })}
          </dd>
          <dd className={classes.more}>
            {say('today.missesHint', { approvedWrong, approvedLookedAt, rejectedWrong, rejectedLookedAt })}
          </dd>
        </div>
        <div>
          <dt>{say('today.audited')}</dt>
          <dd className={classes.value}>
            <RateText rate={figures.audited} />
          </dd>
          <dd className={classes.more}>{say('today.auditedHint')}</dd>
        </div>
      </dl>
      <p className={classes.note}>
        {say('today.missesNote', {
          wrong: approvedWrong + rejectedWrong,
          machine: figures.approved + figures.rejected,
        })}
      </p>
    </Panel>
  );
}
