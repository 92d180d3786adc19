import { useState } from 'react';
import type { RuleFigure, RuleFigures } from '../../../src/contract/desk-api.js';
import { numberOf, percentOf } from '../parts/numbers.js';
import { cell, Panel, WideTable } from '../parts/panel.js';
import { useSpeech } from '../say.js';
import { BASE } from '../shell/pages.js';
import { RateText } from './automation.js';
import classes from './figures.module.css';

type Column =
  'rule' | 'hits' | 'shareOfHolds' | 'sole' | 'approved' | 'rejected' | 'precision' | 'overturned';

const COLUMNS: readonly Column[] = [
  'rule',
  'hits',
  'shareOfHolds',
  'sole',
  'approved',
  'rejected',
  'precision',
  'overturned',
];

/** What a column is sorted by; what is unknown comes last. */
function worthOf(rule: RuleFigure, column: Column): number | string {
  if (column === 'rule') return rule.says;
  if (column === 'precision' || column === 'overturned') return rule[column]?.value ?? -1;
  return rule[column] ?? -1;
}

/** Sorted by a column: names from A, numbers from the greatest, or the other way round. */
export function sorted(
  rules: readonly RuleFigure[],
  { column, reverse }: { column: Column; reverse: boolean },
  locale: string,
): RuleFigure[] {
  const names = new Intl.Collator(locale);
  return rules.toSorted((one, other) => {
    const [a, b] = [worthOf(one, column), worthOf(other, column)];
    const order =
      typeof a === 'string' || typeof b === 'string' ? names.compare(String(a), String(b)) : b - a;
    return reverse ? -order : order;
  });
}

function Row({ rule, site }: { rule: RuleFigure; site: string }) {
  const { say, locale } = useSpeech();
  const query = new URLSearchParams({ queue: 'held', reason: rule.rule, ...(site === '' ? {} : { site }) });
  return (
    <tr>
      <th scope="row" className={classes.rule}>
        <a href={`${BASE}?${query.toString()}`} title={say('measures.toQueue')}>
          {rule.says}
        </a>
        {rule.says !== rule.rule && <span className={classes.name}>{rule.rule}</span>}
      </th>
      <td className={cell.number}>{numberOf(rule.hits, locale)}</td>
      <td className={cell.number}>
        {rule.shareOfHolds === null ? say('figures.none') : percentOf(rule.shareOfHolds, locale)}
      </td>
      <td className={cell.number}>{numberOf(rule.sole, locale)}</td>
      <td className={cell.number}>{numberOf(rule.approved, locale)}</td>
      <td className={cell.number}>{numberOf(rule.rejected, locale)}</td>
      <td className={cell.number}>
        <RateText rate={rule.precision} />
      </td>
      <td className={cell.number}>
        <RateText rate={rule.overturned} />
      </td>
    </tr>
  );
}

/** What each rule did, and what people made of it; sorted by any column. */
export function RulesTable({ figures, site }: { figures: RuleFigures; site: string }) {
  const { say, locale } = useSpeech();
  const [order, setOrder] = useState<{ column: Column; reverse: boolean }>({
    column: 'hits',
    reverse: false,
  });
  const sortBy = (column: Column) =>
    setOrder((now) => ({ column, reverse: now.column === column ? !now.reverse : false }));
  const ascending = (order.column === 'rule') !== order.reverse;
  return (
    <Panel title={say('measures.rules')} hint={say('measures.rulesHint')}>
      {figures.newest !== null && (
        <p className={classes.note}>{say('measures.newest', { count: figures.newest })}</p>
      )}
      {figures.rules.length === 0 ? (
        <p className={cell.soft}>{say('measures.noRules')}</p>
      ) : (
        <WideTable label={say('measures.rules')}>
          <thead>
            <tr>
              {COLUMNS.map((column) => (
                <th
                  key={column}
                  scope="col"
                  className={column === 'rule' ? undefined : cell.number}
                  aria-sort={order.column !== column ? undefined : ascending ? 'ascending' : 'descending'}
                >
                  <button type="button" className={classes.sort} onClick={() => sortBy(column)}>
                    {say(`measures.column.${column}`)}
                    <span aria-hidden="true">{order.column === column ? (ascending ? ' ↑' : ' ↓') : ''}</span>
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sorted(figures.rules, order, locale).map((rule) => (
              <Row key={rule.rule} rule={rule} site={site} />
            ))}
          </tbody>
        </WideTable>
      )}
    </Panel>
  );
}
