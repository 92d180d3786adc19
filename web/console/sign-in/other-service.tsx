import { Alert, Button, Divider } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { fetchOtherService } from '../api/session.js';
import { useSay } from '../say.js';
import { FAILURES, outcomeOf } from './other-outcome.js';

/** The way in by another service, where there is one, and what became of the last try. */
export function OtherService() {
  const say = useSay();
  const [outcome] = useState(outcomeOf);
  const offer = useQuery({
    queryKey: ['other-service'],
    queryFn: ({ signal }) => fetchOtherService(signal),
    staleTime: Infinity,
  });
  const failure = FAILURES.find((known) => known === outcome);
  const name = offer.data?.name ?? null;
  return (
    <>
      {failure !== undefined && (
        <Alert color="red" role="alert" title={say('signIn.failed')} mt="md">
          {say(`signIn.other.${failure}`)}
        </Alert>
      )}
      {name !== null && (
        <>
          <Divider my="md" />
          <Button component="a" href="/api/v1/oidc/start" variant="default" fullWidth>
            {say('signIn.with', { name })}
          </Button>
        </>
      )}
    </>
  );
}
