import { Alert, Button, PasswordInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useState, type FormEvent } from 'react';
import type { SessionView } from '../../../src/contract/review-api.js';
import { acceptInvitation } from '../api/session.js';
import { fieldProblem, problemText } from '../parts/problem-text.js';
import { useSay } from '../say.js';
import { CodeForm } from './code-form.js';
import { Entrance } from './entrance.js';
import classes from './entrance.module.css';
import { fieldText } from './field-text.js';
import { missingOf, tokenOf } from './setup-form.js';

/** The link of an admin: chooses a password. The token stands in the hash, so no request line or log carries it. */
export function InvitationPage({ onSignedIn }: { onSignedIn: (session: SessionView) => void }) {
  const say = useSay();
  const [token] = useState(() => tokenOf(window.location.hash));
  const [missing, setMissing] = useState(0);
  const [codeNeeded, setCodeNeeded] = useState(false);
  const attempt = useMutation({
    mutationFn: acceptInvitation,
    onSuccess: (answer) => ('codeNeeded' in answer ? setCodeNeeded(true) : onSignedIn(answer)),
  });
  const title = say(codeNeeded ? 'code.title' : 'invitation.title');
  useEffect(() => {
    document.title = `${title} – Replydesk`;
  }, [title]);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const password = fieldText(event.currentTarget, 'password');
    const short = missingOf(password);
    setMissing(short);
    if (short <= 0) attempt.mutate({ token, password });
  };
  if (codeNeeded) {
    return (
      <Entrance title={title}>
        <CodeForm onSignedIn={onSignedIn} onBack={() => window.location.assign('/console/')} />
      </Entrance>
    );
  }
  return (
    <Entrance title={title}>
      <p className={classes.intro}>{say(token === '' ? 'invitation.noToken' : 'invitation.intro')}</p>
      {attempt.isError && (
        <Alert color="red" role="alert" title={say('invitation.failed')}>
          {problemText(attempt.error, say)}
        </Alert>
      )}
      {token !== '' && (
        <form className={classes.form} onSubmit={submit} noValidate>
          <PasswordInput
            name="password"
            label={say('signIn.password')}
            description={say('setup.passwordHint')}
            autoComplete="new-password"
            required
            withAsterisk={false}
            autoFocus
            error={
              missing > 0 ? say('setup.passwordShort', { missing }) : fieldProblem(attempt.error, 'password')
            }
          />
          <Button type="submit" loading={attempt.isPending} fullWidth>
            {say('invitation.submit')}
          </Button>
        </form>
      )}
    </Entrance>
  );
}
