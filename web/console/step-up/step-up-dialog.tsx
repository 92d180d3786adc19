import { Button, Group, Modal, PasswordInput, SegmentedControl, Stack, TextInput } from '@mantine/core';
import { useWindowEvent } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import type { StepUpWays } from '../../../src/contract/account-api.js';
import { postStepUp } from '../api/session.js';
import { fieldProblem, problemText } from '../parts/problem-text.js';
import { useSay } from '../say.js';
import { fieldText } from '../sign-in/field-text.js';

interface StepUpDialogProps {
  ways: StepUpWays;
  onEnd: (confirmed: boolean) => void;
}

/**
 * Asks for the password or a code. It may open above another dialog: Escape is heard here only, by the attribute at
 * which Mantine's dialogs leave a key alone.
 */
export function StepUpDialog({ ways, onEnd }: StepUpDialogProps) {
  const say = useSay();
  const close = () => onEnd(false);
  useWindowEvent(
    'keydown',
    (event) => {
      if (event.key === 'Escape' && !event.isComposing) close();
    },
    { capture: true },
  );
  return (
    <Modal.Root
      opened
      onClose={close}
      closeOnEscape={false}
      lockScroll={false}
      transitionProps={{ duration: 0 }}
      centered
    >
      <Modal.Overlay />
      <Modal.Content>
        <Modal.Header>
          <Modal.Title fw={650}>{say('stepUp.title')}</Modal.Title>
          <Modal.CloseButton aria-label={say('account.close')} {...OWN_KEYS} />
        </Modal.Header>
        <Modal.Body fz="sm">
          <StepUpForm ways={ways} onEnd={onEnd} />
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

const OWN_KEYS = { 'data-mantine-stop-propagation': 'true' };

function ProofField({ by, problem }: { by: 'password' | 'code'; problem: string | undefined }) {
  const say = useSay();
  const shared = {
    name: by,
    label: say(`stepUp.${by}`),
    required: true,
    withAsterisk: false,
    'data-autofocus': true,
    error: problem,
    ...OWN_KEYS,
  };
  return by === 'code' ? (
    <TextInput description={say('stepUp.codeHint')} autoComplete="one-time-code" {...shared} />
  ) : (
    <PasswordInput autoComplete="current-password" {...shared} />
  );
}

function StepUpForm({ ways, onEnd }: StepUpDialogProps) {
  const say = useSay();
  const [by, setBy] = useState<'password' | 'code'>(ways.code ? 'code' : 'password');
  const attempt = useMutation({ mutationFn: postStepUp, onSuccess: () => onEnd(true) });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    event.stopPropagation();
    const typed = fieldText(event.currentTarget, by);
    attempt.mutate(by === 'code' ? { code: typed } : { password: typed });
  };
  if (!ways.password && !ways.code) return <p>{say('stepUp.neither')}</p>;
  const problem =
    attempt.error === null ? undefined : (fieldProblem(attempt.error, by) ?? problemText(attempt.error, say));
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <span>{say('stepUp.text')}</span>
        {ways.password && ways.code && (
          <SegmentedControl
            aria-label={say('stepUp.with')}
            value={by}
            onChange={(value) => {
              attempt.reset();
              setBy(value === 'code' ? 'code' : 'password');
            }}
            data={[
              { value: 'code', label: say('stepUp.code') },
              { value: 'password', label: say('stepUp.password') },
            ]}
          />
        )}
        <ProofField by={by} problem={problem} />
        <Group justify="flex-end">
          <Button variant="default" onClick={() => onEnd(false)} {...OWN_KEYS}>
            {say('account.cancel')}
          </Button>
          <Button type="submit" loading={attempt.isPending} {...OWN_KEYS}>
            {say('stepUp.confirm')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
