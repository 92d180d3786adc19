import { Tooltip } from '@mantine/core';
import { useSyncExternalStore } from 'react';
import { useSpeech } from '../say.js';
import { agoOf, fullTimeOf } from './ago.js';

const TICK_MS = 30_000;
let minute = Date.now();
const listeners = new Set<() => void>();
let timer: number | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= window.setInterval(() => {
    minute = Date.now();
    for (const tell of listeners) tell();
  }, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    window.clearInterval(timer);
    timer = undefined;
  };
}

/** How long ago something was, kept up to date; the full time on hover, where `exact` on focus by the keyboard too. */
export function Ago({ at, exact = false }: { at: string; exact?: boolean }) {
  const { locale } = useSpeech();
  useSyncExternalStore(subscribe, () => minute);
  const ago = agoOf(at, Date.now(), locale);
  const full = fullTimeOf(at, locale);
  if (!exact)
    return (
      <time dateTime={at} title={full}>
        {ago}
      </time>
    );
  return (
    <Tooltip label={full} events={{ hover: true, focus: true, touch: true }}>
      <time dateTime={at} tabIndex={0}>
        <span aria-hidden>{ago}</span>
        <span className="visually-hidden">{full}</span>
      </time>
    </Tooltip>
  );
}

/** A moment as date and time. */
export function FullTime({ at }: { at: string }) {
  const { locale } = useSpeech();
  return <time dateTime={at}>{fullTimeOf(at, locale)}</time>;
}
