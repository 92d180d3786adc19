import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useState, type FormEvent } from 'react';
import type { SecondFactorStart } from '../../../src/contract/account-api.js';
import { confirmSecondFactor } from '../api/account.js';
import { fieldProblem, problemText } from '../parts/problem-text.js';
import { useSay } from '../say.js';
import { fieldText } from '../sign-in/field-text.js';
import classes from './account.module.css';
import { QrCode } from './qr-code.js';
import { RecoveryCodeList } from './recovery-codes.js';

interface EnrolProps {
  start: SecondFactorStart;
  onEnd: () => void;
  /** Undefined: there is no way back. */
  onCancel?: () => void;
}

/** The secret for the app, its first code, and then the recovery codes. */
export function Enrol({ start, onEnd, onCancel }: EnrolProps) {
  const say = useSay();
  const [codes, setCodes] = useState<string[] | null>(null);
  const confirm = useMutation({ mutationFn: confirmSecondFactor, onSuccess: (made) => setCodes(made.codes) });
  useEffect(() => {
    if (codes === null) return undefined;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [codes]);
  if (codes !== null) return <RecoveryCodeList codes={codes} onKept={onEnd} />;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    confirm.mutate(fieldText(event.currentTarget, 'code'));
  };
  const { error } = confirm;
  return (
    <form className={classes.enrol} onSubmit={submit}>
      <p>{say('enrol.scan')}</p>
      <QrCode text={start.uri} label={say('enrol.qr')} />
      <div>
        {say('enrol.secret')}
        <code className={classes.secret}>{start.secret.replace(/(.{4})(?=.)/g, '$1 ')}</code>
      </div>
      <TextInput
        name="code"
        label={say('enrol.code')}
        autoComplete="one-time-code"
        inputMode="numeric"
        required
        withAsterisk={false}
        autoFocus
        w={260}
        maw="100%"
        error={error === null ? undefined : (fieldProblem(error, 'code') ?? problemText(error, say))}
      />
      <div className={classes.buttons}>
        <Button type="submit" loading={confirm.isPending}>
          {say('enrol.confirm')}
        </Button>
        {onCancel !== undefined && (
          <Button variant="default" onClick={onCancel}>
            {say('account.cancel')}
          </Button>
        )}
      </div>
    </form>
  );
}
