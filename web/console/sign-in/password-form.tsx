import { Alert, Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import type { SessionView } from '../../../src/contract/review-api.js';
import { signIn } from '../api/session.js';
import { fieldProblem, problemText } from '../parts/problem-text.js';
import { useSay } from '../say.js';
import classes from './entrance.module.css';
import { fieldText } from './field-text.js';

interface PasswordFormProps {
  onSignedIn: (session: SessionView) => void;
  onCodeNeeded: () => void;
}

/** E-mail and password. */
export function PasswordForm({ onSignedIn, onCodeNeeded }: PasswordFormProps) {
  const say = useSay();
  const attempt = useMutation({
    mutationFn: signIn,
    onSuccess: (answer) => ('codeNeeded' in answer ? onCodeNeeded() : onSignedIn(answer)),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    attempt.mutate({ email: fieldText(form, 'email').trim(), password: fieldText(form, 'password') });
  };
  return (
    <>
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
    </>
  );
}
