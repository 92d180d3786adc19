import { Button, CloseButton, Group, NativeSelect, NumberInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { fetchVocabulary } from '../api/policy.js';
import { useSay, useSpeech } from '../say.js';
import { ComparisonFields } from './comparison-fields.js';
import { blank, converted, KINDS, kindOf, partsOf, withParts, type Kind } from './condition-tree.js';
import { ContainsFields, type Contains } from './contains-fields.js';
import { replacedAt, withoutAt, type Comparison, type Condition } from './document.js';
import { focusHeading } from './parts.js';
import classes from './policy.module.css';
import { usePolicy } from './use-policy-desk.js';

/** What conditions may ask, in the reader's language. */
export function useVocabulary() {
  const { locale } = useSpeech();
  return useQuery({
    queryKey: ['policy-vocabulary', locale],
    queryFn: ({ signal }) => fetchVocabulary(signal),
    staleTime: Infinity,
  }).data;
}

interface ConditionEditorProps {
  condition: Condition;
  /** Where it stands in the document. */
  path: string;
  readOnly: boolean;
  onChange: (condition: Condition) => void;
  /** Absent where it must be. */
  onRemove?: (() => void) | undefined;
}

function pathOfPart(path: string, kind: Kind, index: number): string {
  if (kind === 'not') return `${path}.not`;
  return kind === 'count' ? `${path}.count.of[${index}]` : `${path}.${kind}[${index}]`;
}

function Parts({ condition, path, readOnly, onChange }: ConditionEditorProps) {
  const say = useSay();
  const names = useNames();
  const kind = kindOf(condition);
  const parts = partsOf(condition);
  const remove = (index: number) => {
    onChange(withParts(condition, withoutAt(parts, index)));
    focusHeading();
  };
  return (
    <>
      {parts.map((part, index) => (
        <ConditionEditor
          // oxlint-disable-next-line react/no-array-index-key -- conditions have no names
          key={index}
          condition={part}
          path={pathOfPart(path, kind, index)}
          readOnly={readOnly}
          onChange={(next) => onChange(withParts(condition, replacedAt(parts, index, next)))}
          onRemove={parts.length > 1 ? () => remove(index) : undefined}
        />
      ))}
      {kind !== 'not' && !readOnly && (
        <Button
          mt="xs"
          size="compact-sm"
          variant="default"
          onClick={() => onChange(withParts(condition, [...parts, blank('signal', names)]))}
        >
          {say('policy.condition.add')}
        </Button>
      )}
    </>
  );
}

/** Names of lists and patterns that conditions may ask for. */
function useNames() {
  const { document } = usePolicy();
  const patterns = document['patterns'];
  return {
    lists: Object.keys(document.lists ?? {}),
    patterns: typeof patterns === 'object' && patterns !== null ? Object.keys(patterns) : [],
  };
}

function Pattern({ condition, path, readOnly, onChange }: ConditionEditorProps) {
  const say = useSay();
  const { problem } = usePolicy();
  const { patterns } = useNames();
  const name = 'matches' in condition ? String(condition.matches) : '';
  return (
    <NativeSelect
      size="xs"
      label={say('policy.condition.pattern')}
      disabled={readOnly}
      value={name}
      error={problem(`${path}.matches`)}
      data={[...new Set([...patterns.map((one) => `@${one}`), name])]}
      onChange={({ currentTarget: { value } }) => onChange({ matches: value })}
    />
  );
}

function Fields(props: ConditionEditorProps) {
  const say = useSay();
  const vocabulary = useVocabulary();
  const { lists } = useNames();
  const { condition, path, readOnly, onChange } = props;
  if (vocabulary === undefined) return <p className={classes.quiet}>{say('shell.loading')}</p>;
  const shared = { vocabulary, lists, path, readOnly, onChange };
  const kind = kindOf(condition);
  if (kind === 'matches') return <Pattern {...props} />;
  if (kind === 'contains') return <ContainsFields condition={condition as Contains} {...shared} />;
  return kind === 'signal' ? <ComparisonFields comparison={condition as Comparison} {...shared} /> : null;
}

function Least({ condition, path, readOnly, onChange }: ConditionEditorProps) {
  const say = useSay();
  const { problem } = usePolicy();
  const { of, gte } = (condition as { count: { of: Condition[]; gte: number } }).count;
  return (
    <NumberInput
      size="xs"
      w={110}
      label={say('policy.condition.least')}
      readOnly={readOnly}
      value={gte}
      error={problem(`${path}.count.gte`)}
      onChange={(value) => onChange({ count: { of, gte: Number(value) } })}
    />
  );
}

/** A condition of a rule and, below it, those that it is made of. */
export function ConditionEditor(props: ConditionEditorProps) {
  const say = useSay();
  const names = useNames();
  const { condition, readOnly, onChange, onRemove } = props;
  const kind = kindOf(condition);
  const hasParts = partsOf(condition).length > 0;
  return (
    <fieldset className={classes.part}>
      <legend className={classes.partLegend}>{say(`policy.condition.${kind}`)}</legend>
      <div className={classes.partHead}>
        <NativeSelect
          size="xs"
          label={say('policy.condition.kind')}
          disabled={readOnly}
          value={kind}
          data={KINDS.map((value) => ({ value, label: say(`policy.condition.${value}`) }))}
          onChange={({ currentTarget: { value } }) =>
            onChange(converted(condition, KINDS.find((known) => known === value) ?? kind, names))
          }
        />
        {kind === 'count' && <Least {...props} />}
        <Fields {...props} />
        <span className={classes.push} />
        {!readOnly && (
          <Group gap={4}>
            {!hasParts && (
              <Button size="compact-xs" variant="subtle" onClick={() => onChange({ all: [condition] })}>
                {say('policy.condition.wrap')}
              </Button>
            )}
            {onRemove !== undefined && (
              <CloseButton size="sm" aria-label={say('policy.condition.remove')} onClick={onRemove} />
            )}
          </Group>
        )}
      </div>
      {hasParts && <Parts {...props} />}
    </fieldset>
  );
}
