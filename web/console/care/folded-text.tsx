import { Button } from '@mantine/core';
import { useEffect, type ReactNode } from 'react';
import { useSay } from '../say.js';
import { KeyCaps } from '../shell/key-caps.js';
import { useShell } from '../shell/use-shell.js';
import { noteSevere } from './exposure.js';
import classes from './folded-text.module.css';
import { toggleText, useTextShown } from './shown-texts.js';

interface FoldedTextProps {
  id: string;
  severe: { says: string } | null;
  /** It is the open item, which a key shows. */
  withKey?: boolean;
  children: ReactNode;
}

/** A text; one that is hard to read is folded behind one line until somebody asks for it. */
export function FoldedText({ id, severe, withKey = false, children }: FoldedTextProps) {
  const say = useSay();
  const { keysOn } = useShell();
  const shown = useTextShown(id);
  const seen = severe !== null && shown;
  useEffect(() => {
    if (seen) noteSevere(id);
  }, [seen, id]);
  if (severe === null) return children;
  return (
    <>
      <div className={classes.folded}>
        <span className={classes.says}>{say('care.folded', { says: severe.says })}</span>
        <Button
          size="compact-sm"
          variant="default"
          aria-expanded={shown}
          onClick={() => toggleText(id)}
          rightSection={withKey && keysOn ? <KeyCaps command="reveal" size="xs" /> : undefined}
        >
          {say(shown ? 'care.fold' : 'care.show')}
        </Button>
      </div>
      {shown && children}
    </>
  );
}

/** What repeats a text in another form: not there while the text is folded. */
export function UnlessFolded({ id, severe, children }: Pick<FoldedTextProps, 'id' | 'severe' | 'children'>) {
  const shown = useTextShown(id);
  return severe === null || shown ? children : null;
}

/** The line that a list shows of a text: its beginning, or what makes it hard to read. */
export function useExcerpt({
  id,
  text,
  severe,
}: {
  id: string;
  text: string;
  severe: { says: string } | null;
}): { text: string; folded: boolean } {
  const say = useSay();
  const shown = useTextShown(id);
  const folded = severe !== null && !shown;
  return { text: folded ? say('care.folded', { says: severe.says }) : text, folded };
}

/** The beginning of a text in one line, or what makes it hard to read. */
export function Excerpt({
  of,
  lang,
  className,
}: {
  of: Parameters<typeof useExcerpt>[0];
  lang?: string;
  className: string | undefined;
}) {
  const { text, folded } = useExcerpt(of);
  return (
    <span className={className} dir="auto" lang={folded ? undefined : lang}>
      {text}
    </span>
  );
}
