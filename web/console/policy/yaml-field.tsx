import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { parseDocument, stringify } from 'yaml';
import { useSay } from '../say.js';
import { isSame } from './document.js';
import classes from './policy.module.css';

interface YamlFieldProps {
  label: string;
  value: unknown;
  readOnly: boolean;
  /** What is wrong with what was written, where it is YAML. */
  fault?: string | undefined;
  /** Told each value that can be read. */
  onValue: (value: unknown) => void;
}

/** What a text says, or the line where it cannot be read. */
function read(text: string): { value: unknown; line: number | null } {
  const document = parseDocument(text, { prettyErrors: true });
  const [error] = document.errors;
  if (error !== undefined) return { value: undefined, line: error.linePos?.[0].line ?? 1 };
  return { value: document.toJS({ maxAliasCount: 0 }) as unknown, line: null };
}

const written = (value: unknown) => stringify(value, { lineWidth: 100 });

/** A part of the document as YAML. What is typed stays as it is typed, until the value becomes another from elsewhere. */
export function YamlField({ label, value, readOnly, fault, onValue }: YamlFieldProps) {
  const say = useSay();
  const [typed, setTyped] = useState({ text: written(value), from: value });
  const now = safely(typed.text);
  const isMine = now.line !== null || isSame(now.value, value) || typed.from === value;
  const text = isMine ? typed.text : written(value);
  const line = isMine ? now.line : null;
  return (
    <Textarea
      label={label}
      className={classes.mono}
      autosize
      minRows={6}
      maxRows={40}
      readOnly={readOnly}
      spellCheck={false}
      autoCapitalize="off"
      value={text}
      error={line === null ? fault : say('policy.yaml.line', { line })}
      onChange={({ currentTarget: { value: next } }) => {
        setTyped({ text: next, from: value });
        const found = safely(next);
        if (found.line === null) onValue(found.value);
      }}
    />
  );
}

/** Aliases that grow beyond measure are read as a fault of the first line. */
function safely(text: string): ReturnType<typeof read> {
  try {
    return read(text);
  } catch {
    return { value: undefined, line: 1 };
  }
}
