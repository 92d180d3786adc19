import { Button, Group, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useSay } from '../say.js';

/** What a list, a pattern and a rule may be called (docs/policy.md). */
const NAME = /^[a-z][a-z0-9-]{0,59}$/;

interface NewNameProps {
  label: string;
  /** Names that are taken. */
  known: readonly string[];
  onName: (name: string) => void;
}

/** A field and a button that add something with a name. */
export function NewName({ label, known, onName }: NewNameProps) {
  const say = useSay();
  const [name, setName] = useState('');
  const fault =
    name === ''
      ? undefined
      : known.includes(name)
        ? say('policy.name.taken')
        : NAME.test(name)
          ? undefined
          : say('policy.name.form');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name === '' || fault !== undefined) return;
    setName('');
    onName(name);
  };
  return (
    <form onSubmit={submit}>
      <Group gap="xs" align="flex-start">
        <TextInput
          size="xs"
          aria-label={label}
          placeholder={say('policy.name.placeholder')}
          value={name}
          error={fault}
          maxLength={60}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button size="xs" type="submit" variant="default">
          {label}
        </Button>
      </Group>
    </form>
  );
}
