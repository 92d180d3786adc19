import type { RejectReason } from '../../../src/contract/review-api.js';
import { isComposing, type KeyPlace } from './key-place.js';
import { commandAt, type Keymap } from './keymap.js';

/** What a key asks for. */
export type KeyAct =
  | {
      kind:
        | 'next'
        | 'previous'
        | 'open'
        | 'back'
        | 'approve'
        | 'reject'
        | 'spam'
        | 'undo'
        | 'translate'
        | 'reveal'
        | 'search'
        | 'skip'
        | 'escalate'
        | 'choose'
        | 'choose-range';
    }
  | { kind: 'reason'; reason: RejectReason };

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
  keymap: Keymap;
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

/** Keys that cannot be changed. */
const FIXED: Record<string, KeyAct> = {
  ArrowDown: { kind: 'next' },
  ArrowUp: { kind: 'previous' },
  Enter: { kind: 'open' },
  Escape: { kind: 'back' },
};

/** Commands of the queue; the others are heard on every page. */
const OF_QUEUE: readonly string[] = [
  ...['next', 'previous', 'open', 'approve', 'reject', 'spam', 'undo', 'skip', 'escalate'],
  ...['translate', 'reveal', 'search', 'choose', 'choose-range'],
];

function isOfQueue(command: string | undefined): command is Exclude<KeyAct['kind'], 'reason' | 'back'> {
  return command !== undefined && OF_QUEUE.includes(command);
}

function reasonFor(key: string): KeyAct | null {
  const reason = /^[1-9]$/.test(key) ? REJECT_REASONS[Number(key) - 1] : undefined;
  return reason === undefined ? null : { kind: 'reason', reason };
}

/**
 * What a key press asks for; null when it is none of ours. Keys rest with modifiers, while text is composed, in fields
 * and overlays. A held key moves but never decides.
 */
export function actOf(press: KeyPress, scene: KeyScene): KeyAct | null {
  if (!scene.on || press.ctrlKey || press.metaKey || press.altKey || isComposing(press)) return null;
  if (scene.place === 'field') return null;
  if (scene.reasonsOpen) return press.repeat ? null : reasonFor(press.key);
  if (scene.place === 'overlay') return null;
  if (press.key.startsWith('Arrow') && scene.place === 'item') return null;
  const act = FIXED[press.key] ?? actAt(press.key, scene.keymap);
  if (act === null || act.kind === 'next' || act.kind === 'previous') return act;
  return press.repeat || (press.key === 'Enter' && scene.onControl) ? null : act;
}

function actAt(key: string, keymap: Keymap): KeyAct | null {
  const command = commandAt(keymap, 'alone', key);
  return isOfQueue(command) ? { kind: command } : null;
}

/** Whether a reason is one that a person can choose; else it is the name of a rule. */
export function isRejectReason(reason: string | null): reason is RejectReason {
  return REJECT_REASONS.some((known) => known === reason);
}
