import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { PersonView } from '../../../src/contract/people-api.js';
import { postActive, postPersonLink, postRole, resetSecondFactor } from '../api/people.js';
import { problemText } from '../parts/problem-text.js';
import { useSay } from '../say.js';
import type { PersonWish } from './person-row.js';

interface Asked {
  person: PersonView;
  wish: PersonWish;
}

/** Carries a wish out. @returns the link that it made, if it makes one. */
async function carryOut({ person: { id }, wish }: Asked): Promise<string | null> {
  if (wish.kind === 'link') return (await postPersonLink(id)).link;
  if (wish.kind === 'role') await postRole(id, wish.role);
  else if (wish.kind === 'reset') await resetSecondFactor(id);
  else await postActive(id, wish.kind === 'on');
  return null;
}

/** What somebody wants to do to an account: first asked about where it takes something away, then carried out. */
export function useWish(onLink: (made: { name: string; link: string }) => void) {
  const say = useSay();
  const client = useQueryClient();
  const [asked, setAsked] = useState<Asked | null>(null);
  const work = useMutation({
    mutationFn: carryOut,
    onSuccess: (link, { person }) => {
      setAsked(null);
      if (link === null) notifications.show({ message: say('people.done'), autoClose: 3000 });
      else onLink({ name: person.name, link });
    },
    onError: (error) =>
      notifications.show({ color: 'red', title: say('people.notDone'), message: problemText(error, say) }),
    onSettled: () => client.invalidateQueries({ queryKey: ['people'] }),
  });
  const wishFor = (person: PersonView) => (wish: PersonWish) => {
    if (wish.kind === 'on' || wish.kind === 'link') work.mutate({ person, wish });
    else setAsked({ person, wish });
  };
  return { asked, wishFor, work, close: () => setAsked(null) };
}
