import { useSay, useSpeech } from '../say.js';
import { ListEditor } from './list-editor.js';
import { NewName } from './new-name.js';
import { Card, PlaceLink } from './parts.js';
import classes from './policy.module.css';
import { countAt } from './problems.js';
import { usePolicy } from './use-policy-desk.js';
import { addressOf, goTo, useWhere } from './where.js';

function Overview() {
  const say = useSay();
  const { locale } = useSpeech();
  const { document, site, check, canEdit, edit } = usePolicy();
  const lists = Object.entries(document.lists ?? {});
  const add = (name: string) => {
    edit((policy) => ({ ...policy, lists: { ...policy.lists, [name]: { mode: 'fuzzy', terms: [] } } }));
    goTo('lists', site, name);
  };
  const known = lists.map(([name]) => name);
  return (
    <Card
      title={say('policy.part.lists')}
      hint={say('policy.lists.hint')}
      tools={canEdit && <NewName label={say('policy.lists.add')} known={known} onName={add} />}
    >
      <ul className={classes.rows}>
        {lists.map(([name, { says, language, mode = 'fuzzy', terms = [] }]) => {
          const problems = countAt(check?.problems ?? [], `lists.${name}`);
          return (
            <li key={name} className={classes.row}>
              <div className={classes.rowHead}>
                <PlaceLink to={addressOf('lists', site, name)} className={classes.rowTitle}>
                  {name}
                </PlaceLink>
                <span className={classes.badge}>{say(`policy.term.${mode}`)}</span>
                {language !== undefined && (
                  <span className={classes.badge}>{say(`policy.language.${language}`)}</span>
                )}
                {problems > 0 && (
                  <span className={classes.badge} data-tone="bad">
                    {say('policy.bar.problems', { count: problems })}
                  </span>
                )}
                <span className={classes.push} />
                <span className={classes.quiet}>{say('policy.lists.terms', { count: terms.length })}</span>
              </div>
              {says !== undefined && <p className={classes.quiet}>{says[locale]}</p>}
            </li>
          );
        })}
      </ul>
      {lists.length === 0 && <p className={classes.quiet}>{say('policy.lists.none')}</p>}
    </Card>
  );
}

/** The lists of the policy, or one of them with its terms. */
export function ListsPage() {
  const { open } = useWhere();
  const { document } = usePolicy();
  const list = document.lists?.[open];
  return list === undefined ? <Overview /> : <ListEditor key={open} name={open} list={list} />;
}
