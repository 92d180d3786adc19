import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { ReviewItem } from '../../../src/contract/review-api.js';
import { fetchTranslationOffer, postTranslation } from '../api/item.js';
import { useTheDesk } from '../desk/use-desk.js';
import { problemText } from '../parts/problem-text.js';
import { useSpeech } from '../say.js';
import classes from './item.module.css';
import { KeyHint, useAriaKey } from './key-hint.js';
import { TRANSLATES } from './press-translate.js';
import own from './side-by-side.module.css';

/** Translates the text when that is asked for, where a service is set up; nothing leaves the desk by itself. */
export function Translation({ item }: { item: ReviewItem }) {
  const { say, locale } = useSpeech();
  const { canDecide } = useTheDesk();
  const ariaKey = useAriaKey('translate');
  const offer = useQuery({
    queryKey: ['translation'],
    queryFn: ({ signal }) => fetchTranslationOffer(signal),
    staleTime: Infinity,
  });
  const wish = useMutation({ mutationFn: () => postTranslation(item.id, locale) });
  if (offer.data?.available !== true || item.language === locale || !canDecide) return null;
  if (wish.data === undefined)
    return (
      <div>
        <Button
          size="compact-sm"
          variant="default"
          rightSection={<KeyHint command="translate" />}
          aria-keyshortcuts={ariaKey}
          loading={wish.isPending}
          {...{ [TRANSLATES]: '' }}
          onClick={() => wish.mutate()}
        >
          {say('translate.to')}
        </Button>
        <p className={classes.meta} role="status">
          {wish.isError && problemText(wish.error, say)}
        </p>
      </div>
    );
  return (
    <section className={own.translated} aria-labelledby="translation">
      <h3 className={classes.sectionTitle} id="translation">
        {say('translate.title')}
      </h3>
      <p className={own.translatedText} dir="auto" lang={wish.data.to}>
        {wish.data.text}
      </p>
      <p className={classes.meta}>{say('translate.hint')}</p>
    </section>
  );
}
