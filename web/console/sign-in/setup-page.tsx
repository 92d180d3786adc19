import { Alert, Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useState, type FormEvent } from 'react';
import type { SessionView } from '../../../src/contract/review-api.js';
import { setUp } from '../api/session.js';
import { problemText } from '../parts/problem-text.js';
import { useSay } from '../say.js';
import { Entrance } from './entrance.js';
import classes from './entrance.module.css';
import { fieldText } from './field-text.js';
import { SetupFields } from './setup-fields.js';
import { faultsOf, tokenOf, type SetupFaults } from './setup-form.js';

/** The one-time link: creates the first admin. The token stands in the hash, so no request line or log carries it. */
export function SetupPage({ onSignedIn }: { onSignedIn: (session: SessionView) => void }) {
  const say = useSay();
  const [token] = useState(() => tokenOf(window.location.hash));
  const [faults, setFaults] = useState<SetupFaults>({});
  const attempt = useMutation({ mutationFn: setUp, onSuccess: onSignedIn });
  const title = say('setup.title');
  useEffect(() => {
    document.title = `${title} – Replydesk`;
  }, [title]);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const request = {
      name: fieldText(form, 'name').trim(),
      email: fieldText(form, 'email').trim(),
      password: fieldText(form, 'password'),
    };
    const found = faultsOf(request);
    setFaults(found);
    const first = Object.keys(found)[0];
    if (first === undefined) attempt.mutate({ token, ...request });
    else form.querySelector<HTMLInputElement>(`[name="${first}"]`)?.focus();
  };
  if (token === '') {
    return (
      <Entrance title={title}>
        <p className={classes.intro}>{say('setup.noToken')}</p>
        <a href="/console/">{say('setup.toSignIn')}</a>
      </Entrance>
    );
  }
  return (
    <Entrance title={title}>
      <p className={classes.intro}>{say('setup.intro')}</p>
      {attempt.isError && (
        <Alert color="red" role="alert" title={say('setup.failed')}>
          {problemText(attempt.error, say)}
        </Alert>
      )}
      <form className={classes.form} onSubmit={submit} noValidate>
        <SetupFields faults={faults} error={attempt.error} />
        <Button type="submit" loading={attempt.isPending} fullWidth>
          {say('setup.submit')}
        </Button>
      </form>
    </Entrance>
  );
}
