import { PasswordInput, TextInput } from '@mantine/core';
import { fieldProblem } from '../parts/problem-text.js';
import { useSay } from '../say.js';
import type { SetupFaults } from './setup-form.js';

interface SetupFieldsProps {
  faults: SetupFaults;
  /** What the server answered to the last attempt. */
  error: unknown;
}

/** Name, e-mail and password of the first admin, each with what is wrong with it. */
export function SetupFields({ faults, error }: SetupFieldsProps) {
  const say = useSay();
  return (
    <>
      <TextInput
        name="name"
        label={say('setup.name')}
        description={say('setup.nameHint')}
        autoComplete="name"
        required
        withAsterisk={false}
        autoFocus
        error={faults.name === undefined ? fieldProblem(error, 'name') : say('setup.required')}
      />
      <TextInput
        name="email"
        type="email"
        label={say('signIn.email')}
        autoComplete="username"
        required
        withAsterisk={false}
        error={faults.email === undefined ? fieldProblem(error, 'email') : say('setup.required')}
      />
      <PasswordInput
        name="password"
        label={say('signIn.password')}
        description={say('setup.passwordHint')}
        autoComplete="new-password"
        required
        withAsterisk={false}
        error={
          faults.password === undefined
            ? fieldProblem(error, 'password')
            : say('setup.passwordShort', faults.password)
        }
      />
    </>
  );
}
