import { Button, CloseButton, Group, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useId, useState } from 'react';
import type { PolicyVocabulary } from '../../../src/contract/policy-api.js';
import type { MessageKey } from '../messages.js';
import { useSay } from '../say.js';
import { operatorsOf, usualValue, withFact, wordsText, wordsValue, type FactType } from './condition-tree.js';
import { isSame, type Comparison } from './document.js';
import { usePolicy } from './use-policy-desk.js';

/** Operators that have a name in the console; another one is shown as it is written. */
const OPERATORS = ['eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'in', 'subset_of', 'intersects', 'known'] as const;

interface ComparisonFieldsProps {
  comparison: Comparison;
  vocabulary: PolicyVocabulary;
  lists: readonly string[];
  path: string;
  readOnly: boolean;
  onChange: (comparison: Comparison) => void;
}

interface ValueProps {
  label: string;
  operator: string;
  type: FactType;
  value: unknown;
  /** Names of lists, which may stand for words. */
  lists: readonly string[];
  readOnly: boolean;
  error: string | undefined;
  onValue: (value: unknown) => void;
}

/** Words with commas between them, or a list by its `@name`. What is typed stays as it is typed. */
function Words({ label, type, value, lists, readOnly, error, onValue }: ValueProps) {
  const say = useSay();
  const listsId = useId();
  const [typed, setTyped] = useState(wordsText(value));
  const text = isSame(wordsValue(typed, type), value) ? typed : wordsText(value);
  return (
    <>
      <TextInput
        size="xs"
        label={label}
        placeholder={say('policy.condition.words')}
        readOnly={readOnly}
        value={text}
        error={error}
        list={listsId}
        onChange={({ currentTarget: { value: next } }) => {
          setTyped(next);
          onValue(wordsValue(next, type));
        }}
      />
      <datalist id={listsId}>
        {lists.map((name) => (
          <option key={name} value={`@${name}`} />
        ))}
      </datalist>
    </>
  );
}

function Value(props: ValueProps) {
  const say = useSay();
  const { label, operator, type, value, readOnly, error, onValue } = props;
  if (operator === 'known' || (type === 'flag' && (operator === 'eq' || operator === 'ne'))) {
    return (
      <NativeSelect
        size="xs"
        label={label}
        disabled={readOnly}
        value={String(value)}
        error={error}
        data={[
          { value: 'true', label: say('policy.yes') },
          { value: 'false', label: say('policy.no') },
        ]}
        onChange={(event) => onValue(event.currentTarget.value === 'true')}
      />
    );
  }
  if (operator === 'in' || operator === 'subset_of' || operator === 'intersects') return <Words {...props} />;
  if (type === 'number') {
    return (
      <NumberInput
        size="xs"
        w={120}
        label={label}
        readOnly={readOnly}
        value={typeof value === 'number' ? value : ''}
        error={error}
        onChange={(next) => onValue(next === '' ? 0 : Number(next))}
      />
    );
  }
  return (
    <TextInput
      size="xs"
      label={label}
      readOnly={readOnly}
      value={typeof value === 'string' ? value : JSON.stringify(value ?? '')}
      error={error}
      onChange={({ currentTarget: { value: next } }) => onValue(next)}
    />
  );
}

/** Facts by what they are about: the part of their names before the point. */
function factOptions({ facts }: PolicyVocabulary) {
  const groupOf = (name: string) => name.split('.')[0] ?? '';
  return [...new Set(facts.map(({ name }) => groupOf(name)))].map((group) => ({
    group,
    items: facts
      .filter(({ name }) => groupOf(name) === group)
      .map(({ name, says }) => ({ value: name, label: `${says} (${name})` })),
  }));
}

interface OperatorProps extends Pick<ComparisonFieldsProps, 'lists' | 'path' | 'readOnly'> {
  operator: string;
  value: unknown;
  type: FactType;
  /** It and those that may take its place. */
  choices: readonly string[];
  onChange: (operator: string, value: unknown) => void;
  onRemove: (() => void) | undefined;
}

/** One operator with what it compares with. */
function Operator({
  operator,
  value,
  type,
  choices,
  lists,
  path,
  readOnly,
  onChange,
  onRemove,
}: OperatorProps) {
  const say = useSay();
  const { problem } = usePolicy();
  const named = (one: string) =>
    OPERATORS.some((known) => known === one) ? say(`policy.operator.${one}` as MessageKey) : one;
  const choose = (next: string) => {
    const usual = usualValue(next, type);
    onChange(
      next,
      typeof usual === typeof value && Array.isArray(usual) === Array.isArray(value) ? value : usual,
    );
  };
  return (
    <Group gap={4} align="flex-end">
      <NativeSelect
        size="xs"
        label={say('policy.condition.operator')}
        disabled={readOnly}
        value={operator}
        data={choices.map((one) => ({ value: one, label: named(one) }))}
        onChange={(event) => choose(event.currentTarget.value)}
      />
      <Value
        label={say('policy.condition.value')}
        operator={operator}
        type={type}
        value={value}
        lists={lists}
        readOnly={readOnly}
        error={problem(`${path}.${operator}`)}
        onValue={(next) => onChange(operator, next)}
      />
      {onRemove !== undefined && (
        <CloseButton
          size="sm"
          aria-label={say('policy.condition.removeOperator', { name: named(operator) })}
          onClick={onRemove}
        />
      )}
    </Group>
  );
}

/** A test of one fact: which, how it is compared, and with what. Several must all hold. */
export function ComparisonFields(props: ComparisonFieldsProps) {
  const say = useSay();
  const { problem } = usePolicy();
  const { comparison, vocabulary, lists, path, readOnly, onChange } = props;
  const { signal } = comparison;
  const type = vocabulary.facts.find(({ name }) => name === signal)?.type ?? 'number';
  const operators = operatorsOf(comparison);
  const unused = vocabulary.comparisons
    .filter(({ types, operator }) => types.includes(type) && !operators.some(([used]) => used === operator))
    .map(({ operator }) => operator);
  const [next] = unused;
  const put = (changed: [string, unknown][]) => onChange({ signal, ...Object.fromEntries(changed) });
  return (
    <>
      <NativeSelect
        size="xs"
        maw={320}
        label={say('policy.condition.fact')}
        disabled={readOnly}
        value={signal}
        error={problem(`${path}.signal`)}
        data={factOptions(vocabulary)}
        onChange={({ currentTarget: { value } }) => onChange(withFact(comparison, value, vocabulary))}
      />
      {operators.map(([operator, value], at) => (
        <Operator
          key={operator}
          operator={operator}
          value={value}
          type={type}
          choices={[operator, ...unused]}
          lists={lists}
          path={path}
          readOnly={readOnly}
          onChange={(name, changed) => put(operators.with(at, [name, changed]))}
          onRemove={operators.length > 1 && !readOnly ? () => put(operators.toSpliced(at, 1)) : undefined}
        />
      ))}
      {!readOnly && next !== undefined && (
        <Button
          size="compact-xs"
          variant="subtle"
          onClick={() => put([...operators, [next, usualValue(next, type)]])}
        >
          {say('policy.condition.and')}
        </Button>
      )}
    </>
  );
}
