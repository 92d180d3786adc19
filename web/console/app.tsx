import {
  QueryClient,
  QueryClientProvider,
  QueryCache,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { Button } from '@mantine/core';
import { useCallback, useEffect, useState } from 'react';
import type { SessionView } from '../../src/contract/review-api.js';
import { ApiError } from './api/client.js';
import { fetchSession } from './api/session.js';
import { DeskPage } from './desk/desk-page.js';
import { Notice } from './parts/notice.js';
import { problemText } from './parts/problem-text.js';
import { useSay } from './say.js';
import { SetupPage } from './sign-in/setup-page.js';
import { SignInPage } from './sign-in/sign-in-page.js';

const SESSION = ['session'];
const SETUP_PATH = '/console/setup';

/** An answer that trying again will not change. */
const isFinal = (error: Error) => error instanceof ApiError && error.status >= 400 && error.status < 500;

function createClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    defaultOptions: {
      queries: { refetchOnWindowFocus: false, retry: (tries, error) => tries < 2 && !isFinal(error) },
    },
    queryCache: new QueryCache({
      onError: (error) => {
        if (error instanceof ApiError && error.status === 401) client.setQueryData(SESSION, null);
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
  return <DeskPage session={session.data} onSignedOut={() => change(null)} />;
}

/** The console: set-up by the one-time link, else sign-in, else the desk. */
export function App() {
  const [client] = useState(createClient);
  const [settingUp, setSettingUp] = useState(window.location.pathname.replace(/\/$/, '') === SETUP_PATH);
  const ready = (session: SessionView) => {
    window.history.replaceState(null, '', '/console/');
    client.setQueryData(SESSION, session);
    setSettingUp(false);
  };
  return (
    <QueryClientProvider client={client}>
      {settingUp ? <SetupPage onSignedIn={ready} /> : <Gate />}
    </QueryClientProvider>
  );
}
