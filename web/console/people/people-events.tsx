import { useQuery } from '@tanstack/react-query';
import type { PeopleEventView } from '../../../src/contract/people-api.js';
import { fetchPeopleEvents } from '../api/people.js';
import { Asked } from '../parts/asked.js';
import { cell, Panel } from '../parts/panel.js';
import { FullTime } from '../parts/time.js';
import { useSay } from '../say.js';
import classes from './people.module.css';
import { roleOf } from './roles.js';

function Event({ event }: { event: PeopleEventView }) {
  const say = useSay();
  const actor = event.actor ?? say('people.desk');
  const role = say(`role.${roleOf(event.detail)}`);
  return (
    <li>
      <FullTime at={event.at} />
      <span>{say(`event.${event.kind}`, { actor, person: event.person, role })}</span>
    </li>
  );
}

/** What was done to accounts, by whom and when. */
export function PeopleEvents() {
  const say = useSay();
  const query = useQuery({
    queryKey: ['people', 'events'],
    queryFn: ({ signal }) => fetchPeopleEvents(signal),
  });
  return (
    <Panel title={say('people.events')} hint={say('people.eventsHint')}>
      <Asked query={query} failed={say('people.failed')}>
        {(events) =>
          events.length === 0 ? (
            <p className={cell.soft}>{say('people.noEvents')}</p>
          ) : (
            <ul className={classes.events}>
              {events.map((event) => (
                <Event key={event.id} event={event} />
              ))}
            </ul>
          )
        }
      </Asked>
    </Panel>
  );
}
