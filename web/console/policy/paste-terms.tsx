import { Button, Group, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useSay } from '../say.js';
import type { Term } from './document.js';
import { Card } from './parts.js';
import classes from './policy.module.css';
import { newTerms } from './terms.js';

interface PasteTermsProps {
  terms: readonly Term[];
  onAdd: (added: string[]) => void;
}

/** Adds one term, or many at once, one a line; those that are there already are left out. */
export function PasteTerms({ terms, onAdd }: PasteTermsProps) {
  const say = useSay();
  const [text, setText] = useState('');
  const { added, known } = newTerms(terms, text);
  const add = () => {
    onAdd(added);
    setText('');
  };
  return (
    <Card title={say('policy.terms.add')}>
      <Textarea
        aria-label={say('policy.terms.add')}
        placeholder={say('policy.terms.addHint')}
        autosize
        minRows={1}
        maxRows={10}
        value={text}
        spellCheck={false}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && added.length > 0) add();
        }}
      />
      <Group mt="xs" gap="sm">
        <Button size="xs" disabled={added.length === 0} onClick={add}>
          {say('policy.terms.addCount', { count: added.length })}
        </Button>
        <span className={classes.quiet} role="status">
          {known > 0 && say('policy.terms.known', { count: known })}
        </span>
      </Group>
    </Card>
  );
}
