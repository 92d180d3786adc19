import { Button, MantineThemeProvider, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useRef, useState, type ComponentType } from 'react';
import { fetchSites } from '../api/review.js';
import { Notice } from '../parts/notice.js';
import { problemText } from '../parts/problem-text.js';
import { useSay } from '../say.js';
import { PageFrame } from '../shell/page-frame.js';
import { ConflictNotice } from './conflict-notice.js';
import { DraftBar } from './draft-bar.js';
import { PlaceLink } from './parts.js';
import './policy-texts.js';
import classes from './policy.module.css';
import { PolicyProvider, usePolicyState, useStoredPolicy } from './use-policy-desk.js';
import { addressOf, goTo, PARTS, useWhere, type Part } from './where.js';

const PAGES: Record<Part, ComponentType> = {
  overview: lazy(async () => ({ default: (await import('./overview-page.js')).OverviewPage })),
  rules: lazy(async () => ({ default: (await import('./rules-page.js')).RulesPage })),
  lists: lazy(async () => ({ default: (await import('./lists-page.js')).ListsPage })),
  settings: lazy(async () => ({ default: (await import('./settings-page.js')).SettingsPage })),
  test: lazy(async () => ({ default: (await import('./test-page.js')).TestPage })),
  replay: lazy(async () => ({ default: (await import('./replay-page.js')).ReplayPage })),
  shadow: lazy(async () => ({ default: (await import('./shadow-page.js')).ShadowPage })),
  versions: lazy(async () => ({ default: (await import('./versions-page.js')).VersionsPage })),
  switches: lazy(async () => ({ default: (await import('./switches-page.js')).SwitchesPage })),
};

/** Fields stand in rows: what explains one is below it, so that fields with and without it are in line. */
const FORMS = {
  components: {
    InputWrapper: { defaultProps: { inputWrapperOrder: ['label', 'input', 'description', 'error'] } },
  },
};

function Tabs({ open, site }: { open: Part | undefined; site: string }) {
  const say = useSay();
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [open]);
  return (
    <nav aria-label={say('policy.parts')}>
      <ul className={classes.tabs} ref={list}>
        {PARTS.map((part) => (
          <li key={part}>
            <PlaceLink to={addressOf(part, site)} className={classes.tab} current={part === open}>
              {say(`policy.part.${part}`)}
            </PlaceLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}

type Ready = Parameters<typeof usePolicyState>[1];

function OpenPart({ site, part, stored }: { site: string; part: Part; stored: Ready }) {
  const say = useSay();
  const desk = usePolicyState(site, stored);
  const Page = PAGES[part];
  return (
    <PolicyProvider value={desk}>
      <MantineThemeProvider inherit theme={FORMS}>
        <ConflictNotice />
        <DraftBar />
        <Suspense fallback={<Notice title={say('shell.loading')} />}>
          <Page key={part} />
        </Suspense>
      </MantineThemeProvider>
    </PolicyProvider>
  );
}

/** Until a draft that has just come is read, what was there stays: whoever is editing loses nothing. */
function OfSite({ site, part }: { site: string; part: Part }) {
  const say = useSay();
  const { inForce, draft, drafts, ready, error } = useStoredPolicy(site);
  const [last, setLast] = useState<Ready | null>(null);
  const now = inForce !== undefined && ready ? { inForce, draft, drafts } : last;
  const isNew = now?.inForce !== last?.inForce || now?.draft !== last?.draft || now?.drafts !== last?.drafts;
  if (isNew) setLast(now);
  if (now === null) return <Notice title={error === null ? say('shell.loading') : problemText(error, say)} />;
  return <OpenPart site={site} part={part} stored={now} />;
}

/** The policy of a site: what is in force, the draft, and everything that is tried before it is. */
export function PolicyPage() {
  const say = useSay();
  const { part, site: asked } = useWhere();
  const sites = useQuery({
    queryKey: ['sites'],
    queryFn: ({ signal }) => fetchSites(signal),
    staleTime: 60_000,
  });
  const known = sites.data ?? [];
  const site = asked === '' ? (known.find(({ key }) => key === 'default') ?? known[0])?.key : asked;
  const choice = known.length > 1 && site !== undefined && (
    <NativeSelect
      size="xs"
      aria-label={say('list.site')}
      value={site}
      data={known.map(({ key, name }) => ({ value: key, label: name }))}
      onChange={(event) => goTo(part ?? 'overview', event.currentTarget.value)}
    />
  );
  return (
    <PageFrame title={say('page.policy')} tools={choice}>
      <Tabs open={part} site={asked} />
      {part === undefined ? (
        <Notice title={say('shell.unknown')}>
          <Button variant="default" onClick={() => goTo('overview', asked)}>
            {say('policy.part.overview')}
          </Button>
        </Notice>
      ) : site === undefined ? (
        <Notice title={sites.isError ? problemText(sites.error, say) : say('shell.loading')} />
      ) : (
        <OfSite key={site} site={site} part={part} />
      )}
    </PageFrame>
  );
}
