import { Alert, Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect } from 'react';
import { startSecondFactor } from '../api/account.js';
import { signOut } from '../api/session.js';
import { problemText } from '../parts/problem-text.js';
import { useSay } from '../say.js';
import { Entrance } from '../sign-in/entrance.js';
import entrance from '../sign-in/entrance.module.css';
import { Enrol } from './enrol.js';

/** Setting up the second factor before anything else. */
export function EnrolFirst({ onEnrolled, onSignedOut }: { onEnrolled: () => void; onSignedOut: () => void }) {
  const say = useSay();
  const title = say('enrol.first');
  const begin = useMutation({ mutationFn: startSecondFactor });
  const leave = useMutation({ mutationFn: signOut, onSuccess: onSignedOut });
  useEffect(() => {
    document.title = `${title} – Replydesk`;
  }, [title]);
  return (
    <Entrance title={title}>
      {begin.isError && (
        <Alert color="red" role="alert">
          {problemText(begin.error, say)}
        </Alert>
      )}
      {begin.data === undefined ? (
        <>
          <p className={entrance.intro}>{say('enrol.firstIntro')}</p>
          <div className={entrance.form}>
            <Button loading={begin.isPending} onClick={() => begin.mutate()}>
              {say('enrol.begin')}
            </Button>
            <Button variant="subtle" onClick={() => leave.mutate()}>
              {say('session.signOut')}
            </Button>
          </div>
        </>
      ) : (
        <Enrol start={begin.data} onEnd={onEnrolled} />
      )}
    </Entrance>
  );
}
