import { useEffect, useEffectEvent } from 'react';
import type { PaletteOffer } from './use-palette.js';
import { useShell } from './use-shell.js';

/** Gives what a page can do to the palette, as long as the page is open. */
export function useOffer(entries: PaletteOffer): void {
  const { offer } = useShell().palette;
  const latest = useEffectEvent(entries);
  useEffect(() => {
    offer.current = () => latest();
    return () => {
      offer.current = () => [];
    };
  }, [offer]);
}
