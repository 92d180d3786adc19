import { Button, Pagination, TextInput } from '@mantine/core';
import { useDeferredValue, useMemo, useState } from 'react';
import { SearchIcon } from '../parts/icons.js';
import { useSay } from '../say.js';
import { replacedAt, withoutAt, type Term, type TermList } from './document.js';
import { Card } from './parts.js';
import classes from './policy.module.css';
import { TermForm } from './term-form.js';
import { TermPreview } from './term-preview.js';
import { foundTerms, packedTerm, wholeTerm, type WholeTerm } from './terms.js';
import { usePolicy } from './use-policy-desk.js';

/** Terms on screen at once: a list may have 50,000. */
const PAGE = 50;

interface TermTableProps {
  name: string;
  list: TermList;
  problem: (index: number) => string | undefined;
  onChange: (change: (terms: Term[]) => Term[], mark?: string) => void;
}

interface RowProps {
  term: Term;
  fault: string | undefined;
  open: boolean;
  onOpen: () => void;
}

function Row({ term, fault, open, onOpen }: RowProps) {
  const say = useSay();
  const { term: text, mode, aliases, except } = wholeTerm(term);
  return (
    <>
      <div className={classes.rowHead}>
        <bdi className={classes.rowTitle}>{text}</bdi>
        {mode !== undefined && <span className={classes.badge}>{say(`policy.term.${mode}`)}</span>}
        <span className={classes.push} />
        <Button
          size="compact-xs"
          variant="subtle"
          aria-expanded={open}
          aria-label={say('policy.terms.open', { term: text })}
          onClick={onOpen}
        >
          {say(open ? 'policy.terms.close' : 'policy.terms.details')}
        </Button>
      </div>
      {(aliases.length > 0 || except.length > 0) && (
        <p className={classes.facts}>
          {aliases.length > 0 && <span>{say('policy.terms.aliasesAre', { words: aliases.join('、') })}</span>}
          {except.length > 0 && <span>{say('policy.terms.exceptAre', { words: except.join('、') })}</span>}
        </p>
      )}
      {fault !== undefined && <p className={`${classes.quiet} ${classes.bad}`}>{fault}</p>}
    </>
  );
}

/** Which terms are on screen: those found, a page at a time, one of them open. */
function usePages(terms: readonly Term[]) {
  const [sought, setSought] = useState('');
  const [page, setPage] = useState(1);
  const [open, setOpen] = useState<number | null>(null);
  const wanted = useDeferredValue(sought);
  const found = useMemo(() => foundTerms(terms, wanted), [terms, wanted]);
  const pages = Math.max(1, Math.ceil(found.length / PAGE));
  const shown = Math.min(page, pages);
  const turn = (next: number) => {
    setPage(next);
    setOpen(null);
  };
  const seek = (text: string) => {
    setSought(text);
    turn(1);
  };
  return {
    sought,
    seek,
    pages,
    shown,
    turn,
    open,
    setOpen,
    places: found.slice((shown - 1) * PAGE, shown * PAGE),
  };
}

function Pages({ pages, shown, onTurn }: { pages: number; shown: number; onTurn: (page: number) => void }) {
  const say = useSay();
  if (pages === 1) return null;
  return (
    <Pagination
      mt="sm"
      size="sm"
      total={pages}
      value={shown}
      onChange={onTurn}
      getControlProps={(control) => ({ 'aria-label': say(`policy.page.${control}`) })}
      getItemProps={(number) => ({ 'aria-label': say('policy.page.number', { number }) })}
    />
  );
}

const SEARCH_ID = 'policy-term-search';

/** Terms of a list, found by any part of them, a page at a time. */
export function TermTable({ name, list, problem, onChange }: TermTableProps) {
  const say = useSay();
  const { canEdit } = usePolicy();
  const terms = useMemo(() => list.terms ?? [], [list.terms]);
  const { sought, seek, pages, shown, turn, open, setOpen, places } = usePages(terms);
  const remove = (index: number) => {
    setOpen(null);
    onChange((all) => withoutAt(all, index));
    document.getElementById(SEARCH_ID)?.focus();
  };
  const change = (index: number, term: WholeTerm) =>
    onChange((all) => replacedAt(all, index, packedTerm(term)), `${name} term ${index}`);
  return (
    <Card
      title={say('policy.lists.terms', { count: terms.length })}
      tools={
        <TextInput
          id={SEARCH_ID}
          size="xs"
          aria-label={say('policy.terms.search')}
          placeholder={say('policy.terms.search')}
          leftSection={<SearchIcon />}
          value={sought}
          onChange={(event) => seek(event.currentTarget.value)}
        />
      }
    >
      <ul className={classes.rows} aria-label={say('policy.lists.one', { name })}>
        {places.map((index) => {
          const term = terms[index] ?? '';
          const isOpen = open === index;
          return (
            <li key={index} className={classes.row}>
              <Row
                term={term}
                fault={problem(index)}
                open={isOpen}
                onOpen={() => setOpen(isOpen ? null : index)}
              />
              {isOpen && (
                <TermForm
                  term={wholeTerm(term)}
                  readOnly={!canEdit}
                  onChange={(next) => change(index, next)}
                  onRemove={() => remove(index)}
                />
              )}
              {isOpen && canEdit && <TermPreview term={term} list={list} />}
            </li>
          );
        })}
      </ul>
      {places.length === 0 && <p className={classes.quiet}>{say('policy.terms.none')}</p>}
      <Pages pages={pages} shown={shown} onTurn={turn} />
    </Card>
  );
}
