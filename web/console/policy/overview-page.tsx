import { Button } from '@mantine/core';
import type { PolicyProblemView } from '../../../src/contract/policy-api.js';
import { FullTime } from '../parts/time.js';
import { useSay } from '../say.js';
import { ChangeList } from './change-list.js';
import type { PolicyDocument } from './document.js';
import { Card, focusHeading, PlaceLink } from './parts.js';
import classes from './policy.module.css';
import { spotOf } from './problems.js';
import { usePolicy } from './use-policy-desk.js';
import { addressOf } from './where.js';

function Problems({ problems }: { problems: readonly PolicyProblemView[] }) {
  const say = useSay();
  const { site } = usePolicy();
  return (
    <Card title={say('policy.problems.title', { count: problems.length })}>
      <ul className={classes.rows}>
        {problems.map(({ path, fault, hint }) => {
          const { page, open } = spotOf(path);
          return (
            <li key={`${path} ${fault}`} className={classes.row}>
              <div className={classes.rowHead}>
                <PlaceLink to={addressOf(page, site, open)}>
                  {path === '' ? say('page.policy') : path}
                </PlaceLink>
                <span className={classes.bad}>{fault}</span>
              </div>
              <p className={classes.quiet}>{hint}</p>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}

function InForce() {
  const say = useSay();
  const { inForce } = usePolicy();
  const document = inForce.document as PolicyDocument;
  const rules = document.rules ?? [];
  const terms = Object.values(document.lists ?? {}).reduce((sum, list) => sum + (list.terms?.length ?? 0), 0);
  const figures = [
    ['live', rules.filter(({ mode = 'live' }) => mode === 'live' || mode === 'hold_only').length],
    ['shadow', rules.filter(({ mode }) => mode === 'shadow').length],
    ['lists', Object.keys(document.lists ?? {}).length],
    ['terms', terms],
  ] as const;
  const { version, publishedBy, createdBy, createdAt, note, overrideReason } = inForce;
  return (
    <Card title={say('policy.bar.inForce', { version })}>
      <dl className={classes.figures}>
        {figures.map(([name, count]) => (
          <div key={name}>
            <dt>{say(`policy.count.${name}`)}</dt>
            <dd>{count}</dd>
          </div>
        ))}
      </dl>
      <p className={classes.facts}>
        <span>{say('policy.by', { author: createdBy })}</span>
        {publishedBy !== null && <span>{say('policy.publishedBy', { name: publishedBy })}</span>}
        <FullTime at={createdAt} />
      </p>
      {note !== null && <p className={classes.quiet}>{note}</p>}
      {overrideReason !== null && (
        <p className={classes.quiet}>{say('policy.alone', { reason: overrideReason })}</p>
      )}
    </Card>
  );
}

function Discard() {
  const say = useSay();
  const { edits, draft, inForce, canEdit, drop, edit } = usePolicy();
  if (!canEdit || (edits === null && draft === null)) return null;
  const act = (deed: () => void) => () => {
    deed();
    focusHeading();
  };
  return (
    <>
      {edits !== null && (
        <Button size="xs" variant="default" onClick={act(drop)}>
          {say('policy.discard')}
        </Button>
      )}
      {draft !== null && edits === null && (
        <Button
          size="xs"
          variant="default"
          onClick={act(() => edit(() => inForce.document as PolicyDocument))}
        >
          {say('policy.startOver')}
        </Button>
      )}
    </>
  );
}

/** What is in force, in what the draft or one's own edits differ, and what is wrong with them. */
export function OverviewPage() {
  const say = useSay();
  const { changes, check, draft, edits, site } = usePolicy();
  const differs = draft !== null || edits !== null;
  return (
    <div className={classes.stack}>
      {check !== undefined && check.problems.length > 0 && <Problems problems={check.problems} />}
      <Card title={say('policy.changes.title')} tools={<Discard />}>
        {changes.length === 0 ? (
          <p className={classes.quiet}>{say(differs ? 'policy.changes.none' : 'policy.changes.noDraft')}</p>
        ) : (
          <ChangeList changes={changes} />
        )}
        {draft !== null && edits === null && (
          <p className={classes.facts}>
            <span>{say('policy.by', { author: draft.createdBy })}</span>
            {draft.note !== null && <span>{draft.note}</span>}
            <PlaceLink to={addressOf('versions', site)}>{say('policy.toPublish')}</PlaceLink>
          </p>
        )}
      </Card>
      <InForce />
    </div>
  );
}
