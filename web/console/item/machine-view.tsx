import { useState } from 'react';
import { useSay } from '../say.js';
import { useAround } from '../state/use-around.js';
import own from './side-by-side.module.css';
import { differs } from './differs.js';

const VIEWS = ['visible', 'folded', 'squashed', 'skeleton'] as const;

function Readings({ id, text, lang }: { id: string; text: string; lang: string | undefined }) {
  const say = useSay();
  const { data, isError } = useAround('views', id);
  if (isError) return <p>{say('around.failed')}</p>;
  if (data === undefined) return null;
  const readings = VIEWS.map((view) => ({ view, reading: data[view] }));
  const other = readings.filter(
    ({ reading }, at) =>
      differs(text, reading) && readings.findIndex((one) => one.reading === reading) === at,
  );
  if (other.length === 0) return <p>{say('views.same')}</p>;
  return (
    <dl className={own.columns}>
      <div>
        <dt>{say('views.sent')}</dt>
        <dd dir="auto" lang={lang}>
          {text}
        </dd>
      </div>
      {other.map(({ view, reading }) => (
        <div key={view}>
          <dt>{say(`views.${view}`)}</dt>
          <dd dir="auto" lang={lang}>
            {reading}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** The text as sent beside what the machine made of it; asked for when it is opened. */
export function MachineView({ id, text, lang }: { id: string; text: string; lang: string | undefined }) {
  const say = useSay();
  const [open, setOpen] = useState(false);
  return (
    <details className={own.fold} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{say('views.title')}</summary>
      {open && <Readings id={id} text={text} lang={lang} />}
    </details>
  );
}
