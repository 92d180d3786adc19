import { Textarea } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { testText } from '../api/policy.js';
import { MarkedText } from '../item/marked-text.js';
import { problemText } from '../parts/problem-text.js';
import { useSay } from '../say.js';
import { canonical, type Term, type TermList } from './document.js';
import classes from './policy.module.css';
import { usePolicy } from './use-policy-desk.js';

const PAUSE_MS = 300;

/** A policy that looks for one term and nothing else. */
function policyOf(term: Term, { mode = 'fuzzy' }: TermList) {
  const says = { en: '-', ja: '-' };
  return {
    lists: { preview: { mode, terms: [term] } },
    // oxlint-disable-next-line unicorn/no-thenable -- the language of rules is "when … then …"
    rules: [{ id: 'preview', says, when: { contains: '@preview' }, then: { action: 'hold' } }],
  };
}

/** What a term would catch in a text that one types. */
export function TermPreview({ term, list }: { term: Term; list: TermList }) {
  const say = useSay();
  const { site } = usePolicy();
  const [text, setText] = useState('');
  const [settled] = useDebouncedValue({ text, term, mode: list.mode }, PAUSE_MS);
  const preview = useQuery({
    queryKey: ['term-preview', site, settled.text, canonical([settled.term, settled.mode])],
    queryFn: ({ signal }) =>
      testText(site, { text: settled.text, document: policyOf(settled.term, list) }, signal),
    enabled: settled.text.trim() !== '',
    placeholderData: keepPreviousData,
    retry: false,
  });
  const found = preview.data?.signals.find(({ kind }) => kind === 'listed-terms');
  const signals =
    found === undefined
      ? []
      : [{ ...found, spans: found.spans.map((span) => ({ ...span, field: 'text' as const })) }];
  const isShown = settled.text.trim() !== '' && preview.data !== undefined;
  return (
    <div className={classes.below}>
      <Textarea
        label={say('policy.terms.try')}
        placeholder={say('policy.terms.tryHint')}
        autosize
        minRows={1}
        maxRows={6}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div role="status">
        {preview.isError && (
          <p className={`${classes.quiet} ${classes.bad}`}>{problemText(preview.error, say)}</p>
        )}
        {isShown && (
          <>
            <p className={classes.sample}>
              <MarkedText text={settled.text} field="text" signals={signals} lit={null} />
            </p>
            <p className={classes.quiet}>
              {say('policy.terms.caught', { count: signals.flatMap(({ spans }) => spans).length })}
            </p>
          </>
        )}
      </div>
    </div>
  );
}
