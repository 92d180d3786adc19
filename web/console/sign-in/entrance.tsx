import { SegmentedControl } from '@mantine/core';
import type { ReactNode } from 'react';
import { LOCALES, type Locale } from '../messages/messages.js';
import { useSpeech } from '../say.js';
import icon from '../icon.svg';
import classes from './entrance.module.css';

const NAMES: Record<Locale, string> = { en: 'English', ja: '日本語' };

/** Chooses the language of the console. */
export function LanguageChoice({ fullWidth = false }: { fullWidth?: boolean }) {
  const { locale, setLocale, say } = useSpeech();
  return (
    <SegmentedControl
      aria-label={say('settings.language')}
      size="xs"
      fullWidth={fullWidth}
      value={locale}
      onChange={(value) => setLocale(LOCALES.find((known) => known === value) ?? 'en')}
      data={LOCALES.map((value) => ({ value, label: <span lang={value}>{NAMES[value]}</span> }))}
    />
  );
}

/** The frame of the pages before the desk. */
export function Entrance({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className={classes.page}>
      <main className={classes.card}>
        <div className={classes.brand}>
          <img src={icon} alt="" width="24" height="24" />
          Replydesk
        </div>
        <h1 className={classes.title}>{title}</h1>
        {children}
      </main>
      <footer className={classes.language}>
        <LanguageChoice />
      </footer>
    </div>
  );
}
