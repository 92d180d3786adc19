import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useSay } from '../say.js';
import { Notice } from './notice.js';
import { problemText } from './problem-text.js';

interface AskedProps<Data> {
  /** What `useQuery` gave. */
  query: { data: Data | undefined; error: Error | null; refetch: () => unknown };
  failed: string;
  children: (data: Data) => ReactNode;
}

/** What the server was asked for: on its way, failed with a way on, or there. What was there before stays while it loads. */
export function Asked<Data>({ query, failed, children }: AskedProps<Data>) {
  const say = useSay();
  if (query.data !== undefined) return children(query.data);
  if (query.error === null) return <Notice title={say('shell.loading')} />;
  return (
    <Notice title={failed} hint={problemText(query.error, say)}>
      <Button variant="default" onClick={() => void query.refetch()}>
        {say('error.retry')}
      </Button>
    </Notice>
  );
}
