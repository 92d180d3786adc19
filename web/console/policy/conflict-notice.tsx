import { Alert, Button, Group, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { fetchDraft } from '../api/policy.js';
import { useSay, useSpeech } from '../say.js';
import { ChangeList } from './change-list.js';
import { Dialog } from './dialog.js';
import { changesBetween } from './diff.js';
import type { PolicyDocument } from './document.js';
import { focusHeading } from './parts.js';
import classes from './policy.module.css';
import { policyKey, usePolicy } from './use-policy-desk.js';

function Theirs({ number }: { number: number }) {
  const say = useSay();
  const { locale } = useSpeech();
  const { site, document } = usePolicy();
  const draft = useQuery({
    queryKey: policyKey(site, 'draft', number, locale),
    queryFn: ({ signal }) => fetchDraft(site, number, signal),
    staleTime: Infinity,
  });
  const theirs = draft.data?.document as PolicyDocument | undefined;
  const changes = useMemo(
    () => (theirs === undefined ? [] : changesBetween(theirs, document)),
    [theirs, document],
  );
  if (theirs === undefined) return <p className={classes.quiet}>{say('shell.loading')}</p>;
  return changes.length === 0 ? <p>{say('policy.changes.none')}</p> : <ChangeList changes={changes} />;
}

/** A colleague saved a draft while one was editing: says so, shows what differs, and overwrites nothing. */
export function ConflictNotice() {
  const say = useSay();
  const { edits, drafts, me, drop, markSeen } = usePolicy();
  const [comparing, setComparing] = useState(false);
  const [newest] = drafts;
  if (edits === null || newest === undefined || newest.number <= edits.after) return null;
  const { number, createdBy } = newest;
  const close = (choice: () => void) => () => {
    setComparing(false);
    choice();
    focusHeading();
  };
  return (
    <Alert
      color="yellow"
      classNames={{ label: classes.ink }}
      role="alert"
      mb="md"
      title={say(createdBy === me.email ? 'policy.conflict.own' : 'policy.conflict.title', {
        author: createdBy,
        number,
      })}
    >
      <Stack gap="xs" align="flex-start">
        <span>{say('policy.conflict.hint')}</span>
        <Group gap="xs">
          <Button size="xs" variant="default" onClick={() => setComparing(true)}>
            {say('policy.conflict.compare')}
          </Button>
          <Button size="xs" variant="default" onClick={close(() => markSeen(number))}>
            {say('policy.conflict.mine')}
          </Button>
          <Button size="xs" variant="default" onClick={close(drop)}>
            {say('policy.conflict.theirs')}
          </Button>
        </Group>
      </Stack>
      <Dialog
        opened={comparing}
        onClose={() => setComparing(false)}
        title={say('policy.conflict.compareTitle', { number })}
      >
        <Theirs number={number} />
      </Dialog>
    </Alert>
  );
}
