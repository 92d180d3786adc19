import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useSay } from '../say.js';
import { TERM_MODES } from './document.js';
import classes from './policy.module.css';
import { linesOf, type WholeTerm } from './terms.js';

interface TermFormProps {
  term: WholeTerm;
  readOnly: boolean;
  onChange: (term: WholeTerm) => void;
  onRemove: () => void;
}

interface LinesProps {
  label: string;
  description: string;
  lines: readonly string[];
  readOnly: boolean;
  onLines: (lines: string[]) => void;
}

/** Words one a line; what is typed stays as it is typed, until the words become others from elsewhere. */
export function Lines({ label, description, lines, readOnly, onLines }: LinesProps) {
  const [text, setText] = useState(lines.join('\n'));
  const isTyped = linesOf(text).join('\n') === lines.join('\n');
  return (
    <Textarea
      label={label}
      description={description}
      autosize
      minRows={2}
      maxRows={12}
      readOnly={readOnly}
      spellCheck={false}
      value={isTyped ? text : lines.join('\n')}
      onChange={({ currentTarget: { value } }) => {
        setText(value);
        onLines(linesOf(value));
      }}
    />
  );
}

/** One term: how it is looked for, other ways to write it, and words that only look like it. */
export function TermForm({ term, readOnly, onChange, onRemove }: TermFormProps) {
  const say = useSay();
  const mode = TERM_MODES.find((known) => known === term.mode);
  return (
    <div className={classes.stack}>
      <div className={classes.fields}>
        <TextInput
          label={say('policy.terms.term')}
          description={say('policy.terms.termHint')}
          readOnly={readOnly}
          value={term.term}
          maxLength={200}
          spellCheck={false}
          onChange={({ currentTarget: { value } }) => onChange({ ...term, term: value })}
        />
        <NativeSelect
          label={say('policy.lists.mode')}
          description={mode === undefined ? say('policy.terms.modeOfList') : say(`policy.termHint.${mode}`)}
          disabled={readOnly}
          value={mode ?? ''}
          data={[
            { value: '', label: say('policy.terms.sameMode') },
            ...TERM_MODES.map((value) => ({ value, label: say(`policy.term.${value}`) })),
          ]}
          onChange={({ currentTarget: { value } }) =>
            onChange({ ...term, mode: TERM_MODES.find((known) => known === value) })
          }
        />
        <Lines
          label={say('policy.terms.aliases')}
          description={say('policy.terms.aliasesHint')}
          lines={term.aliases}
          readOnly={readOnly}
          onLines={(aliases) => onChange({ ...term, aliases })}
        />
        <Lines
          label={say('policy.terms.except')}
          description={say('policy.terms.exceptHint')}
          lines={term.except}
          readOnly={readOnly}
          onLines={(except) => onChange({ ...term, except })}
        />
      </div>
      {!readOnly && (
        <div>
          <Button size="xs" variant="default" onClick={onRemove}>
            {say('policy.terms.remove', { term: term.term })}
          </Button>
        </div>
      )}
    </div>
  );
}
