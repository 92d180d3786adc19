import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { fetchAgreement, fetchRules } from '../api/desk.js';
import { Asked } from '../parts/asked.js';
import { SiteChoice } from '../parts/site-choice.js';
import { useSpeech } from '../say.js';
import { PageFrame } from '../shell/page-frame.js';
import { useParameter } from '../state/use-parameter.js';
import { Agreement } from './agreement.js';
import { RulesTable } from './rules-table.js';

const DAYS = [7, 30, 90];

/** How the rules do, and how much people agree. */
export function MeasuresPage() {
  const { say, locale } = useSpeech();
  const [site, setSite] = useParameter('site');
  const [asked, setDays] = useParameter('days');
  const days = DAYS.find((one) => String(one) === asked) ?? 30;
  const rules = useQuery({
    queryKey: ['figures', 'rules', locale, site, days],
    queryFn: ({ signal }) => fetchRules(site, days, signal),
    placeholderData: (before) => before,
  });
  const agreement = useQuery({
    queryKey: ['figures', 'agreement', site],
    queryFn: ({ signal }) => fetchAgreement(site, signal),
    placeholderData: (before) => before,
  });
  const tools = (
    <>
      <SiteChoice value={site} onChange={setSite} />
      <NativeSelect
        aria-label={say('measures.days')}
        size="xs"
        value={String(days)}
        onChange={(event) => setDays(event.currentTarget.value)}
        data={DAYS.map((one) => ({ value: String(one), label: say('measures.daysOf', { days: one }) }))}
      />
    </>
  );
  return (
    <PageFrame title={say('page.measures')} tools={tools}>
      <Asked query={rules} failed={say('figures.failed')}>
        {(figures) => <RulesTable figures={figures} site={site} />}
      </Asked>
      <Asked query={agreement} failed={say('figures.failed')}>
        {(figures) => <Agreement figures={figures} />}
      </Asked>
    </PageFrame>
  );
}
