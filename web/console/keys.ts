import type { RejectReason } from '../../src/contract/review-api.js';

/** What a key asks for. */
export type KeyAct =
  | {
      kind:
        'next' | 'previous' | 'open' | 'back' | 'approve' | 'reject' | 'spam' | 'undo' | 'search' | 'help';
    }
  | { kind: 'reason'; reason: RejectReason };

/** Where the key was pressed: a field or select, an overlay (dialog, menu), the open item, or elsewhere. */
export type KeyPlace = 'field' | 'overlay' | 'item' | 'page';

/** A key press, as far as it matters here. */
export interface KeyPress {
  key: string;
  keyCode: number;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  repeat: boolean;
  isComposing: boolean;
}

/** What is on screen while the key is pressed. */
export interface KeyScene {
  /** Shortcuts are switched on. */
  on: boolean;
  place: KeyPlace;
  /** The menu of reject reasons is open. */
  reasonsOpen: boolean;
  /** The focus is on something that Enter activates by itself. */
  onControl: boolean;
}

/** The reasons of the reject menu; the number that chooses one is its place, from 1. */
export const REJECT_REASONS = [
  'abuse',
  'off-topic',
  'personal-data',
  'illegal',
  'spam',
  'other',
] as const satisfies readonly RejectReason[];

const IME_KEY_CODE = 229;

const MOVES: Record<string, KeyAct> = {
  j: { kind: 'next' },
  k: { kind: 'previous' },
  ArrowDown: { kind: 'next' },
  ArrowUp: { kind: 'previous' },
};

const ONCE: Record<string, KeyAct> = {
  a: { kind: 'approve' },
  r: { kind: 'reject' },
  s: { kind: 'spam' },
  z: { kind: 'undo' },
  o: { kind: 'open' },
  Enter: { kind: 'open' },
  Escape: { kind: 'back' },
  '/': { kind: 'search' },
  '?': { kind: 'help' },
};

function reasonFor(key: string): KeyAct | null {
  const reason = /^[1-9]$/.test(key) ? REJECT_REASONS[Number(key) - 1] : undefined;
  return reason === undefined ? null : { kind: 'reason', reason };
}

/**
 * What a key press asks for; null when it is none of ours. Keys rest with modifiers, while text is composed (some
 * browsers tell by `isComposing`, some by key code 229), in fields and overlays. A held key moves but never decides.
 */
export function actOf(press: KeyPress, scene: KeyScene): KeyAct | null {
  if (!scene.on || press.ctrlKey || press.metaKey || press.altKey) return null;
  if (press.isComposing || press.keyCode === IME_KEY_CODE) return null;
  if (scene.place === 'field') return null;
  if (scene.reasonsOpen) return press.repeat ? null : reasonFor(press.key);
  if (scene.place === 'overlay') return null;
  const arrow = press.key.startsWith('Arrow');
  if (arrow && scene.place === 'item') return null;
  const move = MOVES[press.key];
  if (move !== undefined) return move;
  if (press.repeat || (press.key === 'Enter' && scene.onControl)) return null;
  return ONCE[press.key] ?? null;
}

/** Whether a reason is one that a person can choose; else it is the name of a rule. */
export function isRejectReason(reason: string | null): reason is RejectReason {
  return REJECT_REASONS.some((known) => known === reason);
}
