import { Alert, Button, PasswordInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { postPassword } from '../api/session.js';
import { Panel } from '../parts/panel.js';
import { fieldProblem, problemText } from '../parts/problem-text.js';
import { useSay } from '../say.js';
import { useShell } from '../shell/use-shell.js';
import { fieldText } from '../sign-in/field-text.js';
import classes from './account.module.css';

/** Changing the password. */
export function PasswordPanel() {
  const say = useSay();
  const client = useQueryClient();
  const { session } = useShell();
  const save = useMutation({ mutationFn: postPassword });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const request = { current: fieldText(form, 'current'), password: fieldText(form, 'password') };
    save.mutate(request, {
      onSuccess: () => {
        form.reset();
        void client.invalidateQueries({ queryKey: ['sessions'] });
        notifications.show({ message: say('password.done'), autoClose: 5000 });
      },
    });
  };
  const { error } = save;
  const faults = { current: fieldProblem(error, 'current'), password: fieldProblem(error, 'password') };
  return (
    <Panel title={say('password.title')} hint={say('password.hint')}>
      <form className={classes.form} onSubmit={submit}>
        {error !== null && faults.current === undefined && faults.password === undefined && (
          <Alert color="red" role="alert">
            {problemText(error, say)}
          </Alert>
        )}
        <input
          type="hidden"
          name="username"
          autoComplete="username"
          value={session.moderator.email}
          readOnly
        />
        <PasswordInput
          name="current"
          label={say('password.current')}
          autoComplete="current-password"
          required
          withAsterisk={false}
          error={faults.current}
        />
        <PasswordInput
          name="password"
          label={say('password.next')}
          description={say('setup.passwordHint')}
          autoComplete="new-password"
          required
          withAsterisk={false}
          error={faults.password}
        />
        <Button type="submit" variant="default" loading={save.isPending}>
          {say('password.save')}
        </Button>
      </form>
    </Panel>
  );
}
