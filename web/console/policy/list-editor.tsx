import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useSay } from '../say.js';
import { TERM_MODES, withoutName, type TermList } from './document.js';
import { Card, focusHeading, PlaceLink } from './parts.js';
import { PasteTerms } from './paste-terms.js';
import classes from './policy.module.css';
import { TermTable } from './term-table.js';
import { usePolicy } from './use-policy-desk.js';
import { addressOf, goTo } from './where.js';

interface ListEditorProps {
  name: string;
  list: TermList;
}

/** Changes one list of the document. */
function useListEdit(name: string) {
  const { edit } = usePolicy();
  return (change: (list: TermList) => TermList, mark = '') =>
    edit((policy) => {
      const list = policy.lists?.[name];
      return list === undefined ? policy : { ...policy, lists: { ...policy.lists, [name]: change(list) } };
    }, mark);
}

function Settings({ name, list }: ListEditorProps) {
  const say = useSay();
  const { canEdit, problem } = usePolicy();
  const edit = useListEdit(name);
  const { says = { en: '', ja: '' }, language = '', mode = 'fuzzy' } = list;
  return (
    <div className={classes.fields}>
      <NativeSelect
        label={say('policy.lists.mode')}
        description={say(`policy.termHint.${mode}`)}
        disabled={!canEdit}
        value={mode}
        error={problem(`lists.${name}.mode`)}
        data={TERM_MODES.map((value) => ({ value, label: say(`policy.term.${value}`) }))}
        onChange={({ currentTarget: { value } }) =>
          edit((one) => ({ ...one, mode: TERM_MODES.find((known) => known === value) ?? 'fuzzy' }))
        }
      />
      <NativeSelect
        label={say('policy.lists.language')}
        disabled={!canEdit}
        value={language}
        error={problem(`lists.${name}.language`)}
        data={[
          { value: '', label: say('policy.language.any') },
          { value: 'en', label: say('policy.language.en') },
          { value: 'ja', label: say('policy.language.ja') },
        ]}
        onChange={({ currentTarget: { value } }) =>
          edit(({ language: _language, ...one }) =>
            value === 'en' || value === 'ja' ? { ...one, language: value } : one,
          )
        }
      />
      {(['en', 'ja'] as const).map((locale) => (
        <TextInput
          key={locale}
          label={say(`policy.says.${locale}`)}
          lang={locale}
          readOnly={!canEdit}
          value={says[locale]}
          maxLength={300}
          error={problem(`lists.${name}.says.${locale}`)}
          onChange={({ currentTarget: { value } }) =>
            edit((one) => ({ ...one, says: { ...says, [locale]: value } }), `${name} says ${locale}`)
          }
        />
      ))}
    </div>
  );
}

/** One list: what it is for, and its terms. */
export function ListEditor({ name, list }: ListEditorProps) {
  const say = useSay();
  const { site, canEdit, edit, problem } = usePolicy();
  const editList = useListEdit(name);
  const remove = () => {
    edit((policy) => ({ ...policy, lists: withoutName(policy.lists ?? {}, name) }));
    goTo('lists', site);
    focusHeading();
  };
  const terms = list.terms ?? [];
  return (
    <div className={classes.stack}>
      <PlaceLink to={addressOf('lists', site)}>{say('policy.lists.all')}</PlaceLink>
      <Card
        title={say('policy.lists.one', { name })}
        tools={
          canEdit && (
            <Button size="xs" variant="default" onClick={remove}>
              {say('policy.remove')}
            </Button>
          )
        }
      >
        <Settings name={name} list={list} />
      </Card>
      {canEdit && (
        <PasteTerms
          terms={terms}
          onAdd={(added) => editList((one) => ({ ...one, terms: [...added, ...(one.terms ?? [])] }))}
        />
      )}
      <TermTable
        name={name}
        list={list}
        problem={(index) => problem(`lists.${name}.terms[${index}]`)}
        onChange={(change, mark) => editList((one) => ({ ...one, terms: change(one.terms ?? []) }), mark)}
      />
    </div>
  );
}
