import { useState } from 'react';
import type { SignalView } from '../../../src/contract/review-api.js';
import { useSay, useSpeech } from '../say.js';
import { chipsOf, type Chip } from './chips.js';
import classes from './item.module.css';
import own from './signal-list.module.css';

interface SignalListProps {
  because: readonly string[];
  signals: readonly SignalView[];
  /** Told which signal's words to light; null for none. */
  onLight: (signal: number | null) => void;
}

function SignalChip({ chip, onLight }: { chip: Chip; onLight: SignalListProps['onLight'] }) {
  const { locale } = useSpeech();
  const [pinned, setPinned] = useState(false);
  const score =
    chip.score === null || chip.score === 0
      ? ''
      : new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(
          chip.score,
        );
  const body = (
    <>
      {chip.sentence}
      {score !== '' && <span className={own.score}>{score}</span>}
    </>
  );
  if (!chip.points) return <span className={own.signal}>{body}</span>;
  const on = () => onLight(chip.signal);
  const off = () => onLight(pinned ? chip.signal : null);
  return (
    <button
      type="button"
      className={own.signal}
      data-points
      aria-pressed={pinned}
      onMouseEnter={on}
      onMouseLeave={off}
      onFocus={on}
      onBlur={() => {
        setPinned(false);
        onLight(null);
      }}
      onClick={() => setPinned(!pinned)}
    >
      {body}
    </button>
  );
}

function Chips({ chips, onLight }: { chips: Chip[]; onLight: SignalListProps['onLight'] }) {
  return (
    <ul className={own.signals}>
      {chips.map((chip) => (
        <li key={chip.key}>
          <SignalChip chip={chip} onLight={onLight} />
        </li>
      ))}
    </ul>
  );
}

function Clear({ chips }: { chips: Chip[] }) {
  const say = useSay();
  return (
    <details className={own.clear}>
      <summary>{say('item.clear', { count: chips.length })}</summary>
      <ul>
        {chips.map((chip) => (
          <li key={chip.key}>{chip.sentence}</li>
        ))}
      </ul>
    </details>
  );
}

/** Why it was held, as sentences; those that point at words light them. Then what else was seen, and what was not. */
export function SignalList({ because, signals, onLight }: SignalListProps) {
  const say = useSay();
  const { reasons, others, clear } = chipsOf(because, signals);
  return (
    <>
      <section>
        <h3 className={classes.sectionTitle}>{say('item.because')}</h3>
        {reasons.length === 0 ? (
          <span className={classes.quiet}>{say('item.becauseNone')}</span>
        ) : (
          <Chips chips={reasons} onLight={onLight} />
        )}
      </section>
      {others.length > 0 && (
        <section>
          <h3 className={classes.sectionTitle}>{say('item.signals')}</h3>
          <Chips chips={others} onLight={onLight} />
        </section>
      )}
      {clear.length > 0 && <Clear chips={clear} />}
    </>
  );
}
