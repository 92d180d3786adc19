import { keepLastReason, keptViews } from '../preferences.js';
import { REJECT_REASONS } from '../keys/keys.js';
import { type Say, useSay } from '../say.js';
import { useOffer } from '../shell/use-offer.js';
import type { PaletteEntry } from '../shell/use-palette.js';
import { placeOf, QUEUES } from '../state/place.js';
import type { Desk } from './use-desk.js';

function decisions({ may, decide }: Desk, say: Say): PaletteEntry[] {
  const plain = (['approve', 'spam'] as const)
    .filter((act) => may({ act }))
    .map((act): PaletteEntry => ({
      id: act,
      group: 'help.decide',
      label: say(`decide.${act}`),
      command: act,
      run: () => decide({ act }),
    }));
  const reasons = may({ act: 'reject' }) ? REJECT_REASONS : [];
  const rejections = reasons.map((reason): PaletteEntry => ({
    id: `reject ${reason}`,
    group: 'help.decide',
    label: `${say('decide.reject')}: ${say(`reason.${reason}`)}`,
    run: () => {
      keepLastReason(reason);
      decide({ act: 'reject', reason });
    },
  }));
  return [...plain, ...rejections];
}

function waysToPass({ canPass, pass }: Desk, say: Say): PaletteEntry[] {
  const ways = canPass ? (['skip', 'second-opinion', 'escalate'] as const) : [];
  return ways.map((kind) => ({
    id: kind,
    group: 'help.decide',
    label: say(`pass.${kind}`),
    ...(kind === 'second-opinion' ? {} : { command: kind }),
    run: () => pass(kind),
  }));
}

function takingBack({ view, undo }: Desk, say: Say): PaletteEntry[] {
  if (view.undoable === 0) return [];
  return [{ id: 'undo', group: 'help.decide', label: say('help.undo'), command: 'undo', run: undo }];
}

function lists({ go, place }: Desk, say: Say): PaletteEntry[] {
  const queues = QUEUES.filter((queue) => queue !== place.queue).map((queue): PaletteEntry => ({
    id: `queue ${queue}`,
    group: 'palette.queues',
    label: say(`queue.${queue}`),
    run: () => go({ queue }, { push: true }),
  }));
  const views = keptViews().map(({ name, search }): PaletteEntry => ({
    id: `view ${name}`,
    group: 'view.title',
    label: name,
    run: () => go(placeOf(search), { push: true }),
  }));
  return [...queues, ...views];
}

/** Gives the palette what can be done in the queue, and with the open item. */
export function useDeskOffer(desk: Desk): void {
  const say = useSay();
  useOffer(() => [decisions, waysToPass, takingBack, lists].flatMap((of) => of(desk, say)));
}
