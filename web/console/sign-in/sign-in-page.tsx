import { Alert, Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, type FormEvent } from 'react';
import type { SessionView } from '../../../src/contract/review-api.js';
import { signIn } from '../api/session.js';
import { fieldProblem, problemText } from '../parts/problem-text.js';
import { useSay } from '../say.js';
import { Entrance } from './entrance.js';
import classes from './entrance.module.css';
import { fieldText } from './field-text.js';

interface SignInPageProps {
  /** A session was there and has ended. */
  expired: boolean;
  onSignedIn: (session: SessionView) => void;
}

/** E-mail and password. */
export function SignInPage({ expired, onSignedIn }: SignInPageProps) {
  const say = useSay();
  const attempt = useMutation({ mutationFn: signIn, onSuccess: onSignedIn });
  const title = say('signIn.title');
  useEffect(() => {
    document.title = `${title} – Replydesk`;
  }, [title]);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    attempt.mutate({ email: fieldText(form, 'email').trim(), password: fieldText(form, 'password') });
  };
  return (
    <Entrance title={title}>
      {expired && <p className={classes.intro}>{say('signIn.expired')}</p>}
      {attempt.isError && (
        <Alert color="red" role="alert" title={say('signIn.failed')} mt="md">
          {problemText(attempt.error, say)}
        </Alert>
      )}
      <form className={classes.form} onSubmit={submit}>
        <TextInput
          name="email"
          type="email"
          label={say('signIn.email')}
          autoComplete="username"
          required
          withAsterisk={false}
          autoFocus
          error={fieldProblem(attempt.error, 'email')}
        />
        <PasswordInput
          name="password"
          label={say('signIn.password')}
          autoComplete="current-password"
          required
          withAsterisk={false}
          error={fieldProblem(attempt.error, 'password')}
        />
        <Button type="submit" loading={attempt.isPending} fullWidth>
          {say('signIn.submit')}
        </Button>
      </form>
    </Entrance>
  );
}
