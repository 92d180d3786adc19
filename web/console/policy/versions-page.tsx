import { Alert, Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { PolicyDraftView, PolicyVersionView } from '../../../src/contract/policy-api.js';
import { fetchVersions } from '../api/policy.js';
import { problemText } from '../parts/problem-text.js';
import { Ago, FullTime } from '../parts/time.js';
import { useSay } from '../say.js';
import { Card, focusHeading } from './parts.js';
import classes from './policy.module.css';
import { PublishDialog } from './publish-dialog.js';
import { RollbackDialog } from './rollback-dialog.js';
import { policyKey, usePolicy } from './use-policy-desk.js';

function Draft({ draft, onOpen }: { draft: PolicyDraftView; onOpen: () => void }) {
  const say = useSay();
  const { me, canEdit, inForce } = usePolicy();
  const { number, createdBy, createdAt, note, hash } = draft;
  return (
    <li className={classes.row}>
      <div className={classes.rowHead}>
        <span className={classes.rowTitle}>{say('policy.replay.ofDraft', { number })}</span>
        {createdAt < inForce.createdAt && (
          <span className={classes.badge}>{say('policy.versions.older')}</span>
        )}
        <code className={classes.quiet}>{hash.slice(0, 12)}</code>
        <span className={classes.push} />
        {canEdit && (
          <Button size="xs" variant={createdBy === me.email ? 'default' : 'filled'} onClick={onOpen}>
            {say('policy.publish.open', { number })}
          </Button>
        )}
      </div>
      <p className={classes.facts}>
        <span>{say('policy.by', { author: createdBy })}</span>
        <Ago at={createdAt} />
        {note !== null && <span>{note}</span>}
      </p>
    </li>
  );
}

function whyOf(version: PolicyVersionView, say: ReturnType<typeof useSay>): string | null {
  if (version.restores !== null) return say('policy.versions.restores', { number: version.restores });
  if (version.overrideReason !== null) return say('policy.alone', { reason: version.overrideReason });
  return version.note;
}

function Version({ version, onBack }: { version: PolicyVersionView; onBack: () => void }) {
  const say = useSay();
  const { canEdit } = usePolicy();
  const why = whyOf(version, say);
  return (
    <li className={classes.row}>
      <div className={classes.rowHead}>
        <span className={classes.rowTitle}>
          {say('policy.replay.ofVersion', { number: version.version })}
        </span>
        {version.inForce && (
          <span className={classes.badge} data-tone="on">
            {say('policy.versions.inForce')}
          </span>
        )}
        <code className={classes.quiet}>{version.hash.slice(0, 12)}</code>
        <span className={classes.push} />
        {canEdit && !version.inForce && (
          <Button size="xs" variant="default" onClick={onBack}>
            {say('policy.rollback.open', { number: version.version })}
          </Button>
        )}
      </div>
      <p className={classes.facts}>
        <FullTime at={version.createdAt} />
        <span>{say('policy.by', { author: version.createdBy })}</span>
        {version.publishedBy !== null && (
          <span>{say('policy.publishedBy', { name: version.publishedBy })}</span>
        )}
      </p>
      {why !== null && <p className={classes.quiet}>{why}</p>}
    </li>
  );
}

/** Drafts that somebody may publish, and every version with who, when and why. */
export function VersionsPage() {
  const say = useSay();
  const { site, drafts } = usePolicy();
  const [draft, setDraft] = useState<number | null>(null);
  const [version, setVersion] = useState<number | null>(null);
  const versions = useQuery({
    queryKey: policyKey(site, 'versions'),
    queryFn: ({ signal }) => fetchVersions(site, signal),
  });
  const open = drafts.filter(({ publishedAs }) => publishedAs === null);
  return (
    <div className={classes.stack}>
      <Card title={say('policy.versions.drafts')} hint={say('policy.versions.draftsHint')}>
        {open.length === 0 && <p className={classes.quiet}>{say('policy.versions.noDrafts')}</p>}
        <ul className={classes.rows}>
          {open.map((one) => (
            <Draft key={one.number} draft={one} onOpen={() => setDraft(one.number)} />
          ))}
        </ul>
      </Card>
      <Card title={say('policy.versions.history')}>
        {versions.isError && <Alert color="red">{problemText(versions.error, say)}</Alert>}
        <ul className={classes.rows}>
          {versions.data?.versions.map((one) => (
            <Version key={one.version} version={one} onBack={() => setVersion(one.version)} />
          ))}
        </ul>
      </Card>
      {draft !== null && (
        <PublishDialog
          draft={draft}
          onClose={(published) => {
            setDraft(null);
            if (published) focusHeading();
          }}
        />
      )}
      {version !== null && (
        <RollbackDialog
          version={version}
          onClose={(restored) => {
            setVersion(null);
            if (restored) focusHeading();
          }}
        />
      )}
    </div>
  );
}
