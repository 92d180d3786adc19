import { useMediaQuery } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { createContext, useContext, useEffect, useState } from 'react';
import type { ReviewItem, ReviewItemDetail, SessionView } from '../../../src/contract/review-api.js';
import type { KeyAct } from '../keys.js';
import { WIDE } from '../parts/notices.js';
import { initialKeysOn, keepKeysOn } from '../preferences.js';
import { useSay } from '../say.js';
import { mayDecide, queueOf, type Deed, type Wish } from '../state/decisions.js';
import { successorOf } from '../state/neighbours.js';
import { useCounts } from '../state/use-counts.js';
import { useDetail, usePrefetch } from '../state/use-detail.js';
import { useListing, usePatchListings } from '../state/use-listing.js';
import { useNewcomers } from '../state/use-newcomers.js';
import { usePlace } from '../state/use-place.js';
import { useDecisions } from './use-decisions.js';
import { focusHome, useHomeFocus } from './use-home-focus.js';
import { useKeys } from './use-keys.js';
import { useSelection } from './use-selection.js';

/** The id of the search field. */
export const SEARCH_ID = 'desk-search';

function useOverlays() {
  const [reasonsOpen, setReasonsOpen] = useState(false);
  const [helpOpen, setHelpOpen] = useState(false);
  const [keysOn, setKeysOnState] = useState(initialKeysOn);
  const setKeysOn = (on: boolean) => {
    keepKeysOn(on);
    setKeysOnState(on);
  };
  return { reasonsOpen, setReasonsOpen, helpOpen, setHelpOpen, keysOn, setKeysOn };
}

function useLists() {
  const { place, go, hrefOf } = usePlace();
  const wide = useMediaQuery(WIDE, undefined, { getInitialValueInEffect: false });
  const made = useDecisions((item) => go({ queue: queueOf(item) ?? place.queue, item: item.id }));
  const { query, items, known, loadedAt } = useListing(place, made.view.decided);
  const { counts, live } = useCounts(place.site, made.decisions, made.view);
  const newcomers = useNewcomers({
    listing: { queue: place.queue, site: place.site, q: place.q, order: place.order },
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

/** The desk's state and what can be done with it. */
export function useDesk(session: SessionView) {
  const say = useSay();
  const overlays = useOverlays();
  const lists = useLists();
  const { place, go, items, ids, wide, decisions } = lists;
  const detail = useDetail(place.item);
  const prefetch = usePrefetch(ids, place.item);
  useHomeFocus(place.item, wide, overlays.reasonsOpen || overlays.helpOpen);

  const listed = items.find(({ id }) => id === place.item);
  const shown = listed ?? (detail.data?.id === place.item ? detail.data : undefined);
  useFollow(listed, detail.data);
  const canDecide = session.moderator.role !== 'viewer';
  const may = (wish: Wish) => canDecide && shown !== undefined && mayDecide(shown.state, wish);
  const decide = (wish: Wish) => {
    overlays.setReasonsOpen(false);
    if (shown === undefined || !may(wish)) return;
    const next = successorOf(ids, shown.id) ?? '';
    void decisions.decide(shown, wish);
    go({ item: next });
  };
  const show = (deed: Deed) => go({ queue: deed.from ?? place.queue, item: deed.item.id });
  const undo = () => {
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
    session,
    detail,
    prefetch,
    shown,
    canDecide,
    may,
    decide,
    undo,
    takeBack,
    showNewcomers,
  };
  useKeys({ on: overlays.keysOn, reasonsOpen: overlays.reasonsOpen, onAct: (act) => perform(desk, act) });
  return desk;
}

/** The desk's state and what can be done with it. */
export type Desk = ReturnType<typeof useDesk>;

function perform(desk: Desk, act: KeyAct): boolean {
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
      desk.decide({ act: 'reject', reason: act.reason });
      return true;
    case 'undo':
      desk.undo();
      return true;
    case 'search':
      document.getElementById(SEARCH_ID)?.focus();
      return true;
    case 'help':
      desk.setHelpOpen(true);
      return true;
    case 'open':
      return openByKey(desk);
    case 'back':
      if (desk.wide || desk.place.item === '') return false;
      desk.go({ item: '' });
      return true;
  }
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
