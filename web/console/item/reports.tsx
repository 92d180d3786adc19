import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { ReportView, ReviewItem, Role } from '../../../src/contract/review-api.js';
import { postReporter } from '../api/item.js';
import { useTheDesk } from '../desk/use-desk.js';
import { problemText } from '../parts/problem-text.js';
import { Ago } from '../parts/time.js';
import { useSay } from '../say.js';
import { useRefreshItem } from '../state/use-around.js';
import classes from './item.module.css';
import { useReportedWhy } from './reported-why.js';
import own from './reports.module.css';

/** Whether a role may say whose reports count. */
function mayJudge(role: Role): boolean {
  return role === 'lead' || role === 'admin';
}

function Report({ id, report }: { id: string; report: ReportView }) {
  const say = useSay();
  const { session } = useTheDesk();
  const refresh = useRefreshItem();
  const { kind, note, at, disregarded, known, record } = report;
  const judging = useMutation({
    mutationFn: () => postReporter(report.id, disregarded ? 'believe' : 'disregard'),
    onSettled: () => refresh(id),
  });
  const judge = say(disregarded ? 'report.believe' : 'report.disregard');
  return (
    <li className={own.report} data-disregarded={disregarded ? '' : undefined}>
      <div className={own.head}>
        <strong>{say(`report.${kind}`)}</strong> · <Ago at={at} />
        {disregarded && <span> · {say('report.disregarded')}</span>}
      </div>
      {note !== '' && (
        <p className={own.note} dir="auto">
          {note}
        </p>
      )}
      <div className={own.foot}>
        {record.answered > 0 && <span>{say('report.record', record)}</span>}
        {known && mayJudge(session.moderator.role) && (
          <Button
            size="compact-xs"
            variant="subtle"
            loading={judging.isPending}
            aria-label={`${judge}: ${say(`report.${kind}`)}`}
            onClick={() => judging.mutate()}
          >
            {judge}
          </Button>
        )}
      </div>
      {judging.isError && <p role="alert">{problemText(judging.error, say)}</p>}
    </li>
  );
}

/** What readers reported of a public comment, and whose reports count. Nothing where there are no open ones. */
export function Reports({ item, reported }: { item: ReviewItem; reported: readonly ReportView[] }) {
  const say = useSay();
  const why = useReportedWhy()(item);
  const open = reported.filter((report) => report.open);
  if (why === null && open.length === 0) return null;
  return (
    <section className={own.reports} aria-labelledby="reports-title">
      <h3 className={classes.sectionTitle} id="reports-title">
        {say('report.title')}
      </h3>
      <p>{why ?? say('report.noneCounts')}</p>
      <ul className={own.list}>
        {open.map((report) => (
          <Report key={report.id} id={item.id} report={report} />
        ))}
      </ul>
    </section>
  );
}
