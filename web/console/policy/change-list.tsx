import { useSay, useSpeech, type Say } from '../say.js';
import type { Change, FieldChange } from './diff.js';
import classes from './policy.module.css';

/** Terms that are named at most; the others are counted. */
const MOST_TERMS = 40;

const LONGEST = 200;

function shown(value: unknown, say: Say): string {
  if (value === undefined || value === null) return say('policy.changes.nothing');
  if (typeof value === 'boolean') return say(value ? 'policy.yes' : 'policy.no');
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

function Fields({ fields }: { fields: readonly FieldChange[] }) {
  const say = useSay();
  return fields.map(({ field, before, after }) => (
    <div key={field} className={classes.facts}>
      <span>
        {field}: <del className={classes.value}>{shown(before, say)}</del> →{' '}
        <ins className={classes.value}>{shown(after, say)}</ins>
      </span>
    </div>
  ));
}

function Terms({
  terms,
  added = false,
  removed = false,
}: {
  terms: readonly string[];
  added?: boolean;
  removed?: boolean;
}) {
  const say = useSay();
  if (terms.length === 0) return null;
  const label = added
    ? 'policy.changes.added'
    : removed
      ? 'policy.changes.removed'
      : 'policy.changes.changed';
  return (
    <>
      <p className={classes.quiet}>{say(label, { count: terms.length })}</p>
      <ul className={classes.chips}>
        {terms.slice(0, MOST_TERMS).map((term) => (
          <li
            key={term}
            className={classes.chip}
            data-added={added ? '' : undefined}
            data-removed={removed ? '' : undefined}
          >
            {term}
          </li>
        ))}
        {terms.length > MOST_TERMS && (
          <li>{say('policy.changes.more', { count: terms.length - MOST_TERMS })}</li>
        )}
      </ul>
    </>
  );
}

function titleOf(change: Change, say: Say): string {
  switch (change.kind) {
    case 'rule-added':
    case 'rule-removed':
    case 'rule-changed':
      return say(`policy.changes.${change.kind}`, { name: change.rule.id });
    case 'list-added':
    case 'list-removed':
      return say(`policy.changes.${change.kind}`, { name: change.list, count: change.terms });
    case 'list-changed':
      return say('policy.changes.list-changed', { name: change.list });
    case 'words-changed':
    case 'setting-changed':
      return say('policy.changes.setting-changed', { name: change.field });
    case 'rules-moved':
      return say('policy.changes.rules-moved');
  }
}

function Details({ change }: { change: Change }) {
  const { locale } = useSpeech();
  if (change.kind === 'rule-changed') return <Fields fields={change.fields} />;
  if (change.kind === 'rule-added' || change.kind === 'rule-removed')
    return <p className={classes.quiet}>{change.rule.says[locale]}</p>;
  if (change.kind === 'setting-changed') return <Fields fields={[change]} />;
  if (change.kind !== 'list-changed' && change.kind !== 'words-changed') return null;
  return (
    <>
      <Terms terms={change.added} added />
      <Terms terms={change.removed} removed />
      {change.kind === 'list-changed' && (
        <>
          <Terms terms={change.changed} />
          <Fields fields={change.fields} />
        </>
      )}
    </>
  );
}

/** In what two policies differ, to be read. */
export function ChangeList({ changes }: { changes: readonly Change[] }) {
  const say = useSay();
  return (
    <ul className={classes.rows}>
      {changes.map((change) => {
        const title = titleOf(change, say);
        return (
          <li key={title} className={classes.row}>
            <span className={classes.rowTitle}>{title}</span>
            <Details change={change} />
          </li>
        );
      })}
    </ul>
  );
}
