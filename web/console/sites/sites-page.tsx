import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { fetchSettings } from '../api/desk.js';
import { Asked } from '../parts/asked.js';
import { SiteChoice, useSites } from '../parts/site-choice.js';
import { useSay } from '../say.js';
import { PageFrame } from '../shell/page-frame.js';
import { roleIncludes } from '../shell/pages.js';
import { useShell } from '../shell/use-shell.js';
import { useParameter } from '../state/use-parameter.js';
import { SettingsForm } from './settings-form.js';
import { Threads } from './threads.js';
import { WebhookForm } from './webhook-form.js';

function Settings({ site }: { site: string }) {
  const say = useSay();
  const { session } = useShell();
  const mayChange = roleIncludes(session.moderator.role, 'admin');
  const query = useQuery({
    queryKey: ['settings', site],
    queryFn: ({ signal }) => fetchSettings(site, signal),
  });
  return (
    <Asked query={query} failed={say('sites.failed')}>
      {(settings) => (
        <>
          <SettingsForm key={settings.key} settings={settings} mayChange={mayChange} />
          {mayChange && <WebhookForm key={`webhook ${settings.key}`} settings={settings} />}
        </>
      )}
    </Asked>
  );
}

/** A site: its threads, and its settings. */
export function SitesPage() {
  const say = useSay();
  const { session } = useShell();
  const [chosen, setSite] = useParameter('site');
  const [tab, setTab] = useParameter('tab');
  const sites = useSites();
  const site = sites.data?.find(({ key }) => key === chosen)?.key ?? sites.data?.[0]?.key;
  const seesSettings = roleIncludes(session.moderator.role, 'lead');
  const tools = (
    <>
      <SiteChoice value={site ?? ''} onChange={setSite} all={false} />
      {seesSettings && (
        <SegmentedControl
          size="xs"
          aria-label={say('page.sites')}
          value={tab === 'settings' ? 'settings' : ''}
          onChange={setTab}
          data={[
            { value: '', label: say('sites.threads') },
            { value: 'settings', label: say('sites.settings') },
          ]}
        />
      )}
    </>
  );
  return (
    <PageFrame title={say('page.sites')} tools={tools}>
      <Asked query={sites} failed={say('sites.failed')}>
        {() =>
          site !== undefined &&
          (tab === 'settings' && seesSettings ? (
            <Settings key={site} site={site} />
          ) : (
            <Threads key={site} site={site} />
          ))
        }
      </Asked>
    </PageFrame>
  );
}
