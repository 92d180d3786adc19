import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { MeasureView } from '../../../src/contract/item-api.js';
import { postMeasureEnd } from '../api/item.js';
import { useTheDesk } from '../desk/use-desk.js';
import { fullTimeOf } from '../parts/ago.js';
import { problemText } from '../parts/problem-text.js';
import { Ago } from '../parts/time.js';
import { useSay, useSpeech } from '../say.js';
import { useRefreshItem } from '../state/use-around.js';
import own from './aside.module.css';
import { mayLay } from './may-lay.js';

function Measure({ id, measure }: { id: string; measure: MeasureView }) {
  const { say, locale } = useSpeech();
  const { session } = useTheDesk();
  const refresh = useRefreshItem();
  const ending = useMutation({
    mutationFn: () => postMeasureEnd(measure.id),
    onSettled: () => refresh(id),
  });
  const { kind, until, site, by, reason, at, inForce } = measure;
  return (
    <li className={inForce ? own.measure : undefined} data-kind={kind}>
      <span>
        <strong>{say(`measure.${kind}`)}</strong>
        {until !== null && ` · ${say('measure.until', { time: fullTimeOf(until, locale) })}`}
        {site === null && ` · ${say('measure.allSites')}`}
      </span>
      {inForce && mayLay(session.moderator.role, kind) && (
        <Button
          size="compact-xs"
          variant="subtle"
          loading={ending.isPending}
          aria-label={`${say('measure.end')}: ${say(`measure.${kind}`)}`}
          onClick={() => ending.mutate()}
        >
          {say('measure.end')}
        </Button>
      )}
      <p dir="auto">
        {say('measure.by', { name: by, reason })} · <Ago at={at} />
      </p>
      {ending.isError && <p role="alert">{problemText(ending.error, say)}</p>}
    </li>
  );
}

/** What is laid upon the author, with the way to end it; what is over, folded. */
export function MeasureList({ id, measures }: { id: string; measures: readonly MeasureView[] }) {
  const say = useSay();
  const inForce = measures.filter((measure) => measure.inForce);
  const over = measures.filter((measure) => !measure.inForce);
  return (
    <>
      {inForce.length > 0 && (
        <ul className={own.measures}>
          {inForce.map((measure) => (
            <Measure key={measure.id} id={id} measure={measure} />
          ))}
        </ul>
      )}
      {over.length > 0 && (
        <details className={own.fold}>
          <summary>{say('measure.over', { count: over.length })}</summary>
          <ul className={own.measures}>
            {over.map((measure) => (
              <Measure key={measure.id} id={id} measure={measure} />
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
