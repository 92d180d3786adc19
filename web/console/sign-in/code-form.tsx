import { Alert, Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import type { SessionView } from '../../../src/contract/review-api.js';
import { giveCode } from '../api/session.js';
import { fieldProblem, problemText } from '../parts/problem-text.js';
import { useSay } from '../say.js';
import classes from './entrance.module.css';
import { fieldText } from './field-text.js';

interface CodeFormProps {
  onSignedIn: (session: SessionView) => void;
  onBack: () => void;
}

/** The second half of signing in. */
export function CodeForm({ onSignedIn, onBack }: CodeFormProps) {
  const say = useSay();
  const attempt = useMutation({ mutationFn: giveCode, onSuccess: onSignedIn });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    attempt.mutate({ code: fieldText(event.currentTarget, 'code') });
  };
  const wrong = fieldProblem(attempt.error, 'code');
  return (
    <>
      <p className={classes.intro}>{say('code.intro')}</p>
      {attempt.isError && wrong === undefined && (
        <Alert color="red" role="alert" title={say('signIn.failed')}>
          {problemText(attempt.error, say)}
        </Alert>
      )}
      <form className={classes.form} onSubmit={submit}>
        <TextInput
          name="code"
          label={say('code.label')}
          autoComplete="one-time-code"
          autoCapitalize="off"
          spellCheck={false}
          required
          withAsterisk={false}
          autoFocus
          error={wrong}
        />
        <Button type="submit" loading={attempt.isPending} fullWidth>
          {say('code.submit')}
        </Button>
        <Button variant="subtle" onClick={onBack} fullWidth>
          {say('code.back')}
        </Button>
      </form>
    </>
  );
}
