import { Kbd } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTheDesk } from '../desk/use-desk.js';

/** The key that does the same as the button beside it. */
export function KeyHint({ children }: { children: ReactNode }) {
  const { keysOn, wide } = useTheDesk();
  return keysOn && wide ? (
    <Kbd size="xs" aria-hidden>
      {children}
    </Kbd>
  ) : null;
}
