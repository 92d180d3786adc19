import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { fetchSites } from '../api/review.js';
import { useSay } from '../say.js';

/** The sites of the desk. */
export function useSites() {
  return useQuery({ queryKey: ['sites'], queryFn: ({ signal }) => fetchSites(signal), staleTime: 60_000 });
}

interface SiteChoiceProps {
  value: string;
  onChange: (site: string) => void;
  /** Whether all of them can be chosen. */
  all?: boolean;
}

/** Chooses a site; nothing where there is only one. */
export function SiteChoice({ value, onChange, all = true }: SiteChoiceProps) {
  const say = useSay();
  const sites = useSites().data ?? [];
  if (sites.length < 2) return null;
  const every = all ? [{ value: '', label: say('figures.allSites') }] : [];
  return (
    <NativeSelect
      aria-label={say('figures.site')}
      size="xs"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      data={[...every, ...sites.map(({ key, name }) => ({ value: key, label: name }))]}
    />
  );
}
