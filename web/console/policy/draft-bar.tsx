import { Button } from '@mantine/core';
import { useState } from 'react';
import { UndoIcon } from '../parts/icons.js';
import { Ago } from '../parts/time.js';
import { useSay } from '../say.js';
import { PlaceLink } from './parts.js';
import classes from './policy.module.css';
import { SaveDialog } from './save-dialog.js';
import { usePolicy } from './use-policy-desk.js';
import { addressOf } from './where.js';

function State() {
  const say = useSay();
  const { edits, draft, inForce } = usePolicy();
  if (edits !== null) return <strong>{say('policy.bar.edited')}</strong>;
  if (draft !== null) {
    return (
      <>
        <strong>{say('policy.bar.draft', { number: draft.number, author: draft.createdBy })}</strong>{' '}
        <Ago at={draft.createdAt} />
      </>
    );
  }
  return (
    <>
      <strong>{say('policy.bar.inForce', { version: inForce.version })}</strong>{' '}
      <Ago at={inForce.createdAt} />
    </>
  );
}

function Check() {
  const say = useSay();
  const { check, isFresh, site, changes } = usePolicy();
  const problems = check?.problems.length ?? 0;
  return (
    <span role="status" className={classes.quiet}>
      {!isFresh && say('policy.bar.checking')}
      {isFresh && problems > 0 && (
        <PlaceLink to={addressOf('overview', site)} className={classes.bad}>
          {say('policy.bar.problems', { count: problems })}
        </PlaceLink>
      )}
      {isFresh && problems === 0 && say('policy.bar.changes', { count: changes.length })}
    </span>
  );
}

/** What is on screen: what is in force, a draft, or one's own edits; the way back, and the way to a draft. */
export function DraftBar() {
  const say = useSay();
  const { edits, steps, undo, canEdit, check, isFresh } = usePolicy();
  const [saving, setSaving] = useState(false);
  return (
    <div className={classes.bar} data-edited={edits === null ? undefined : ''}>
      <span className={classes.barText}>
        <State /> <Check />
      </span>
      {canEdit && (steps > 0 || edits !== null) && (
        <Button size="xs" variant="default" leftSection={<UndoIcon />} disabled={steps === 0} onClick={undo}>
          {say('policy.bar.undo')}
        </Button>
      )}
      {canEdit && edits !== null && (
        <Button size="xs" disabled={!isFresh || check?.ok !== true} onClick={() => setSaving(true)}>
          {say('policy.bar.save')}
        </Button>
      )}
      {!canEdit && <span className={classes.quiet}>{say('policy.bar.viewer')}</span>}
      <SaveDialog opened={saving} onClose={() => setSaving(false)} />
    </div>
  );
}
