import { useMediaQuery } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { createContext, useContext, useEffect, useState } from 'react';
import type { ReviewItem, ReviewItemDetail } from '../../../src/contract/review-api.js';
import { useBulk } from '../bulk/use-bulk.js';
import { pressTranslate } from '../item/press-translate.js';
import { toggleText } from '../care/shown-texts.js';
import type { KeyAct } from '../keys/keys.js';
import { WIDE } from '../parts/notices.js';
import { keepLastReason } from '../preferences.js';
import { useSay } from '../say.js';
import { useShell } from '../shell/use-shell.js';
import { mayDecide, queueOf, type Deed, type Wish } from '../state/decisions.js';
import { useChanges } from '../state/use-changes.js';
import { useCounts } from '../state/use-counts.js';
import { useDetail, usePrefetch } from '../state/use-detail.js';
import { useLeases } from '../state/use-leases.js';
import { useListing, usePatchListings } from '../state/use-listing.js';
import { useNewcomers } from '../state/use-newcomers.js';
import { usePlace } from '../state/use-place.js';
import { useDecisions } from './use-decisions.js';
import { focusHome, useHomeFocus } from './use-home-focus.js';
import { useKeys } from './use-keys.js';
import { type PassKind, usePassOn } from './use-pass-on.js';
import { useSuccession } from './use-succession.js';
import { focusedRow, focusRow, useSelection } from './use-selection.js';

/** The id of the search field. */
export const SEARCH_ID = 'desk-search';

function useOverlays() {
  const [reasonsOpen, setReasonsOpen] = useState(false);
  const { helpOpen, palette, keysOn, keymap } = useShell();
  return { reasonsOpen, setReasonsOpen, covered: helpOpen || palette.opened, keysOn, keymap };
}

function useLists(me: { id: string; canDecide: boolean }) {
  const { place, go, hrefOf } = usePlace();
  const wide = useMediaQuery(WIDE, undefined, { getInitialValueInEffect: false });
  const made = useDecisions((item) => go({ queue: queueOf(item) ?? place.queue, item: item.id }));
  const { item: _item, ...listing } = place;
  const { query, items, known, loadedAt } = useListing(listing, made.view.decided);
  const { changes, onChanged } = useChanges(me.id);
  const { counts, live } = useCounts({
    site: place.site,
    decisions: made.decisions,
    view: made.view,
    onChanged,
  });
  const leases = useLeases({
    on: place.queue === 'held' && me.canDecide,
    listing,
    open: place.item,
    moderatorId: me.id,
    decided: made.view.decided.size,
  });
  const newcomers = useNewcomers({
    listing,
    known,
    count: counts === undefined ? undefined : counts[place.queue] + known.size - items.length,
    complete: query.isSuccess && !query.hasNextPage,
    loadedAt,
  });
  const loadMore = () => {
    if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage();
  };
  const settled = query.isSuccess && !query.isPlaceholderData;
  const selection = useSelection({ place, go, items, settled, wide, loadMore });
  return {
    place,
    go,
    hrefOf,
    wide,
    ...made,
    query,
    items,
    counts,
    live,
    newcomers,
    changes,
    leases,
    loadMore,
    settled,
    ...selection,
  };
}

/** Shows in the list what a colleague made of the open item; its version stays what it was when it was opened. */
function useFollow(listed: ReviewItem | undefined, detail: ReviewItemDetail | undefined) {
  const patch = usePatchListings();
  useEffect(() => {
    if (listed === undefined || detail?.id !== listed.id || detail.version <= listed.version) return;
    if (detail.state !== listed.state) patch(detail.id, { state: detail.state, reason: detail.reason });
  }, [listed, detail, patch]);
}

/** The open item, and what can be done with it. */
function useOpenItem(lists: ReturnType<typeof useLists>, canDecide: boolean) {
  const { place, go, items, ids, decisions } = lists;
  const detail = useDetail(place.item);
  const listed = items.find(({ id }) => id === place.item);
  const shown = listed ?? (detail.data?.id === place.item ? detail.data : undefined);
  useFollow(listed, detail.data);
  const passOn = usePassOn();
  const successor = useSuccession(items);
  const may = (wish: Wish) => canDecide && shown !== undefined && mayDecide(queueOf(shown), wish);
  const canPass = canDecide && shown?.state === 'held';
  /** What nobody else has on screen and nobody has decided. */
  const goOnFrom = (id: string) => {
    const isFree = (other: string) => !lists.leases.others.has(other) && !lists.changes.has(other);
    const free = ids.filter((other) => other === id || isFree(other));
    go({ item: successor(free, id) ?? '' });
  };
  const decide = (wish: Wish) => {
    if (shown === undefined || !may(wish)) return;
    void decisions.decide(shown, wish);
    goOnFrom(shown.id);
  };
  const pass = (kind: PassKind) => {
    if (shown === undefined || !canPass) return;
    passOn(shown, kind);
    goOnFrom(shown.id);
  };
  return { detail, shown, may, decide, canPass, pass };
}

/** The desk's state and what can be done with it. */
export function useDesk() {
  const say = useSay();
  const { session } = useShell();
  const overlays = useOverlays();
  const canDecide = session.moderator.role !== 'viewer';
  const lists = useLists({ id: session.moderator.id, canDecide });
  const { place, go, ids, items, query, wide, decisions } = lists;
  const bulk = useBulk({ place, go, items, hasMore: query.hasNextPage, canDecide });
  const prefetch = usePrefetch(ids, place.item);
  useHomeFocus(place.item, wide, overlays.reasonsOpen || overlays.covered || bulk.asked !== null);
  const open = useOpenItem(lists, canDecide);
  const decide = (wish: Wish) => {
    overlays.setReasonsOpen(false);
    open.decide(wish);
  };
  const show = (deed: Deed) => go({ queue: deed.from ?? place.queue, item: deed.item.id });
  const undo = () => {
    if (bulk.job.madeAt() > decisions.lastMadeAt()) {
      bulk.job.undo();
      return;
    }
    const deed = canDecide ? decisions.undoLast() : null;
    if (deed === null)
      notifications.show({ id: 'nothing', message: say('decided.nothing'), autoClose: 4000 });
    else show(deed);
  };
  const takeBack = (deed: Deed) => {
    void decisions.takeBack(deed);
    show(deed);
  };
  const showNewcomers = () => {
    void lists.query.refetch().then(() => focusHome(place.item, wide));
  };
  const desk = {
    ...overlays,
    ...lists,
    ...open,
    bulk,
    session,
    prefetch,
    canDecide,
    decide,
    undo,
    takeBack,
    showNewcomers,
  };
  const { keysOn, keymap, reasonsOpen } = overlays;
  useKeys({ on: keysOn, keymap, reasonsOpen, onAct: (act) => perform(desk, act) });
  return desk;
}

/** The desk's state and what can be done with it. */
export type Desk = ReturnType<typeof useDesk>;

/** Keys that decide are about what is selected, where something is. @returns whether something was. */
function performOnSelection({ bulk }: Desk, { kind }: KeyAct): boolean {
  if (bulk.size === 0) return false;
  const decides = kind === 'approve' || kind === 'reject' || kind === 'spam';
  if (decides) bulk.ask(kind);
  else if (kind === 'back') bulk.clear();
  return decides || kind === 'back';
}

function chooseByKey({ bulk, place }: Desk, choose: 'toggle' | 'rangeTo'): boolean {
  const at = place.item === '' ? focusedRow() : place.item;
  if (at !== undefined) bulk[choose](at);
  return true;
}

function perform(desk: Desk, act: KeyAct): boolean {
  if (performOnSelection(desk, act)) return true;
  switch (act.kind) {
    case 'next':
      desk.move(1);
      return true;
    case 'previous':
      desk.move(-1);
      return true;
    case 'approve':
    case 'spam':
      desk.decide({ act: act.kind });
      return true;
    case 'reject':
      if (desk.may({ act: 'reject' })) desk.setReasonsOpen(true);
      return true;
    case 'reason':
      keepLastReason(act.reason);
      desk.decide({ act: 'reject', reason: act.reason });
      return true;
    case 'undo':
      desk.undo();
      return true;
    case 'skip':
    case 'escalate':
      desk.pass(act.kind);
      return true;
    case 'translate':
      return pressTranslate();
    case 'reveal':
      if (desk.shown?.severe == null) return false;
      toggleText(desk.shown.id);
      return true;
    case 'search':
      document.getElementById(SEARCH_ID)?.focus();
      return true;
    case 'open':
      return openByKey(desk);
    case 'back':
      return backByKey(desk);
    case 'choose':
      return chooseByKey(desk, 'toggle');
    case 'choose-range':
      return chooseByKey(desk, 'rangeTo');
  }
}

/** From the open item to the list: on wide screens with the focus alone. */
function backByKey({ wide, place, go }: Desk): boolean {
  if (place.item === '') return false;
  if (wide) return document.activeElement?.closest('[data-item-content]') != null && focusRow(place.item);
  go({ item: '' });
  return true;
}

function openByKey(desk: Desk): boolean {
  if (desk.wide || desk.place.item !== '') focusHome(desk.place.item, false);
  else desk.openOne();
  return true;
}

const DeskContext = createContext<Desk | null>(null);

/** Gives the desk to everything below it. */
export const DeskProvider = DeskContext;

/** The desk that this component is part of. */
export function useTheDesk(): Desk {
  const desk = useContext(DeskContext);
  if (desk === null) throw new Error('useTheDesk is used outside DeskProvider');
  return desk;
}
