import { useRef, useState } from 'react';
import type { Command } from '../keys/keymap.js';
import type { MessageKey } from '../messages.js';

/** Something the palette can do. */
export interface PaletteEntry {
  /** Unlike every other one on screen. */
  id: string;
  group: MessageKey;
  label: string;
  /** The command that does the same, whose key is shown. */
  command?: Command;
  run: () => void;
}

/** What the open page gives to the palette, asked when the palette opens. */
export type PaletteOffer = () => PaletteEntry[];

/** Whether the palette is open, what the open page can do, and where the focus was. */
export function usePaletteState() {
  const [opened, setOpened] = useState(false);
  const [offered, setOffered] = useState<readonly PaletteEntry[]>([]);
  const offer = useRef<PaletteOffer>(() => []);
  const before = useRef<HTMLElement | null>(null);
  const open = () => {
    before.current = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    setOffered(offer.current());
    setOpened(true);
  };
  const close = () => {
    setOpened(false);
    before.current?.focus();
  };
  return { opened, offered, open, close, offer };
}
