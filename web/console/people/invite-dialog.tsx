import { NativeSelect, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { Role } from '../../../src/contract/review-api.js';
import { postPerson } from '../api/people.js';
import { fieldProblem } from '../parts/problem-text.js';
import { useSay } from '../say.js';
import { fieldText } from '../sign-in/field-text.js';
import { PersonDialog } from './person-dialog.js';
import { ROLES, roleOf } from './roles.js';

interface InviteDialogProps {
  onInvited: (made: { name: string; link: string }) => void;
  onClose: () => void;
}

/** Invites somebody: name, e-mail, role. */
export function InviteDialog({ onInvited, onClose }: InviteDialogProps) {
  const say = useSay();
  const invite = useMutation({
    mutationFn: (person: { name: string; email: string; role: Role }) => postPerson(person),
    onSuccess: ({ link }, { name }) => onInvited({ name, link }),
  });
  const { error } = invite;
  const faults = { name: fieldProblem(error, 'name'), email: fieldProblem(error, 'email') };
  const unsaid = faults.name === undefined && faults.email === undefined;
  return (
    <PersonDialog
      title={say('people.invite')}
      submit={say('people.makeLink')}
      busy={invite.isPending}
      error={unsaid ? error : null}
      onSubmit={(form) =>
        invite.mutate({
          name: fieldText(form, 'name').trim(),
          email: fieldText(form, 'email').trim(),
          role: roleOf(fieldText(form, 'role')),
        })
      }
      onClose={onClose}
    >
      <p>{say('people.inviteHint')}</p>
      <TextInput
        name="name"
        label={say('setup.name')}
        required
        withAsterisk={false}
        maxLength={100}
        autoComplete="off"
        data-autofocus
        error={faults.name}
      />
      <TextInput
        name="email"
        type="email"
        label={say('signIn.email')}
        required
        withAsterisk={false}
        autoComplete="off"
        error={faults.email}
      />
      <NativeSelect
        name="role"
        label={say('people.role')}
        defaultValue="moderator"
        data={ROLES.map((value) => ({ value, label: say(`role.${value}`) }))}
      />
    </PersonDialog>
  );
}
