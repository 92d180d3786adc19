import {
  QueryClient,
  QueryClientProvider,
  QueryCache,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { Button } from '@mantine/core';
import { lazy, Suspense, useCallback, useEffect, useState } from 'react';
import type { SessionView } from '../../src/contract/review-api.js';
import { ApiError } from './api/client.js';
import { fetchSession } from './api/session.js';
import { PAGES } from './page-list.js';
import { Notice } from './parts/notice.js';
import { problemText } from './parts/problem-text.js';
import { useSay } from './say.js';
import { Shell } from './shell/shell.js';
import { InvitationPage } from './sign-in/invitation-page.js';
import { SetupPage } from './sign-in/setup-page.js';
import { SignInPage } from './sign-in/sign-in-page.js';
import { StepUp } from './step-up/step-up.js';

const EnrolFirst = lazy(async () => ({ default: (await import('./account/enrol-first.js')).EnrolFirst }));

const SESSION = ['session'];
const SETUP_PATH = '/console/setup';
const INVITATION_PATH = '/console/invitation';

/** An answer that trying again will not change. A 401 is asked again once: the cookie may just have been renewed. */
const isFinal = (error: Error, tries: number) =>
  error instanceof ApiError &&
  error.status >= 400 &&
  error.status < 500 &&
  (error.status !== 401 || tries > 0);

function createClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    defaultOptions: {
      queries: { refetchOnWindowFocus: false, retry: (tries, error) => tries < 2 && !isFinal(error, tries) },
    },
    queryCache: new QueryCache({
      onError: (error) => {
        if (!(error instanceof ApiError)) return;
        if (error.status === 401) client.setQueryData(SESSION, null);
        if (error.problem?.enrolFirst === true) void client.invalidateQueries({ queryKey: SESSION });
      },
    }),
  });
  return client;
}

function Gate() {
  const say = useSay();
  const client = useQueryClient();
  const [wasIn, setWasIn] = useState(false);
  const session = useQuery({
    queryKey: SESSION,
    queryFn: ({ signal }) => fetchSession(signal),
    staleTime: Infinity,
  });
  const isIn = session.data !== undefined && session.data !== null;
  useEffect(() => {
    if (isIn) setWasIn(true);
  }, [isIn]);
  const change = useCallback(
    (next: SessionView | null) => {
      setWasIn(next !== null);
      client.removeQueries({ predicate: (query) => query.queryKey[0] !== SESSION[0] });
      client.setQueryData(SESSION, next);
    },
    [client],
  );
  if (session.isError) {
    return (
      <Notice title={problemText(session.error, say)}>
        <Button variant="default" onClick={() => void session.refetch()}>
          {say('error.retry')}
        </Button>
      </Notice>
    );
  }
  if (session.data === undefined) return null;
  if (session.data === null) return <SignInPage expired={wasIn} onSignedIn={change} />;
  if (session.data.enrolFirst === true) {
    return (
      <Suspense>
        <EnrolFirst onEnrolled={() => void session.refetch()} onSignedOut={() => change(null)} />
      </Suspense>
    );
  }
  return <Shell pages={PAGES} session={session.data} onSignedOut={() => change(null)} />;
}

function doorAt(path: string): 'set-up' | 'invitation' | 'sign-in' {
  if (path === SETUP_PATH) return 'set-up';
  return path === INVITATION_PATH ? 'invitation' : 'sign-in';
}

/** The console: set-up by the one-time link, a password by an admin's link, else sign-in, else the desk. */
export function App() {
  const [client] = useState(createClient);
  const [door, setDoor] = useState(() => doorAt(window.location.pathname.replace(/\/$/, '')));
  const ready = (session: SessionView) => {
    window.history.replaceState(null, '', '/console/');
    client.setQueryData(SESSION, session);
    setDoor('sign-in');
  };
  return (
    <QueryClientProvider client={client}>
      {door === 'set-up' && <SetupPage onSignedIn={ready} />}
      {door === 'invitation' && <InvitationPage onSignedIn={ready} />}
      {door === 'sign-in' && <Gate />}
      <StepUp />
    </QueryClientProvider>
  );
}
