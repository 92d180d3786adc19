import type {
  DecisionRequest,
  DecisionResult,
  QueueCounts,
  QueueName,
  RejectReason,
  ReviewItem,
} from '../../../src/contract/review-api.js';

/** A decision that a person asks for. */
export interface Wish {
  act: DecisionRequest['act'];
  reason?: RejectReason;
}

/** Something the person did, newest last in the history of this page. */
export interface Deed extends Wish, Move {
  item: ReviewItem;
}

/** A submission's way from one queue to another; null: no queue. */
export interface Move {
  from: QueueName | null;
  to: QueueName | null;
}

/** What the status line says. */
export type LastDeed = { kind: 'decided' | 'undone'; deed: Deed } | null;

/** The part of the server that decisions need; both throw when they were not saved. */
export interface DecisionDoor {
  decide(id: string, decision: DecisionRequest): Promise<DecisionResult>;
  undo(id: string, version: number): Promise<DecisionResult>;
  /** The newest version when the error says that somebody else was faster, else undefined. */
  versionIn(error: unknown): number | undefined;
}

/** Told what became of a save. */
export interface DecisionEvents {
  saved(deed: Deed, result: DecisionResult, act: 'decide' | 'undo'): void;
  failed(deed: Deed, error: unknown, act: 'decide' | 'undo'): void;
}

/** What the screen draws from. A new object after every change. */
export interface DecisionsView {
  /** By id: the version that was decided on. A copy of that version or an older one is out of date: not shown. */
  decided: ReadonlyMap<string, number>;
  /** Moves that the counts of the server may not contain yet. */
  moves: readonly Move[];
  saving: number;
  undoable: number;
  last: LastDeed;
}

type Save = (version: number) => Promise<DecisionResult>;
type SaveEnd = 'saved' | 'conflict' | 'failed';

/** What decides where a submission is shown. */
type Shown = Pick<ReviewItem, 'state' | 'reason'> & Partial<Pick<ReviewItem, 'reports'>>;

/** The queue in which a submission waits or stands; null for states no queue shows. */
export function queueOf(item: Shown): QueueName | null {
  if (item.state === 'approved') return item.reports == null ? 'approved' : 'reported';
  if (item.state === 'held') return item.state;
  if (item.state !== 'rejected') return null;
  return item.reason === 'spam' ? 'spam' : 'rejected';
}

/** Whether a queue shows it. What is reported is approved too. */
export function isIn(queue: QueueName, item: Shown): boolean {
  return queueOf(item) === queue || (queue === 'approved' && item.state === 'approved');
}

function targetOf(wish: Wish): QueueName {
  if (wish.act === 'approve') return 'approved';
  return wish.act === 'spam' || wish.reason === 'spam' ? 'spam' : 'rejected';
}

/**
 * Whether a decision leads anywhere from here. A rejected comment is not rejected again: to change the reason, the
 * decision is taken back first. To approve what is reported keeps it.
 */
export function mayDecide(queue: QueueName | null, wish: Wish): boolean {
  if (queue === 'held' || queue === 'reported') return true;
  return wish.act === 'approve' ? queue === 'rejected' || queue === 'spam' : queue === 'approved';
}

/** The server's counts with the moves it may not know of. What is reported counts among the approved too. */
export function countsWith(counts: QueueCounts, moves: DecisionsView['moves']): QueueCounts {
  const moved = { ...counts };
  const add = (queue: QueueName | null, change: 1 | -1) => {
    if (queue === null) return;
    moved[queue] = Math.max(0, moved[queue] + change);
    if (queue === 'reported') add('approved', change);
  };
  for (const { from, to } of moves) {
    add(from, -1);
    add(to, 1);
  }
  return moved;
}

/**
 * The decisions of this page: shown at once, saved in the background, each submission's saves one after the other.
 * A save always sends the version that was on screen, or the one that this page's own last save returned.
 */
export class Decisions {
  view: DecisionsView = { decided: new Map(), moves: [], saving: 0, undoable: 0, last: null };
  private readonly listeners = new Set<() => void>();
  private readonly tails = new Map<string, Promise<number>>();
  private readonly deeds: Deed[] = [];
  private readonly unsaved = new WeakSet<Deed>();
  private readonly madeAt = new WeakMap<Deed, number>();

  constructor(
    private readonly door: DecisionDoor,
    private readonly events: DecisionEvents,
  ) {}

  /** For useSyncExternalStore. */
  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Decides on an item as it is on screen. Resolves when it is saved or has failed; never rejects. */
  async decide(item: ReviewItem, wish: Wish): Promise<void> {
    const deed: Deed = { ...wish, item, from: queueOf(item), to: targetOf(wish) };
    this.deeds.push(deed);
    this.madeAt.set(deed, Date.now());
    const move = this.show({ from: deed.from, to: deed.to }, { kind: 'decided', deed }, this.hiding(item));
    const end = await this.save(deed, 'decide', (version) =>
      this.door.decide(item.id, { act: wish.act, reason: wish.reason, version }),
    );
    if (end === 'saved') return;
    this.forget(deed);
    this.takeOff(move, deed, this.showing(item));
  }

  /** When the decision that would be taken back next was made (ms); 0 when there is none. */
  lastMadeAt(): number {
    const last = this.deeds.at(-1);
    return last === undefined ? 0 : (this.madeAt.get(last) ?? 0);
  }

  /** Takes back this page's last decision. @returns what it was about; null when there is none. */
  undoLast(): Deed | null {
    const deed = this.deeds.pop();
    if (deed === undefined) return null;
    void this.takeBack(deed);
    return deed;
  }

  /** Takes back the last decision on a submission, whoever made it. Never rejects. */
  async takeBack(deed: Deed): Promise<void> {
    this.forget(deed);
    const hidden = this.view.decided.has(deed.item.id);
    const shown = { kind: 'undone', deed } as const;
    const move = this.show({ from: deed.to, to: deed.from }, shown, this.showing(deed.item));
    const end = await this.save(deed, 'undo', (version) => this.door.undo(deed.item.id, version));
    if (end === 'saved') return;
    const again = hidden && end === 'failed';
    if (again) this.deeds.push(deed);
    this.takeOff(move, deed, again ? this.hiding(deed.item) : this.view.decided);
  }

  /** The server has counted everything that was saved. */
  counted(): void {
    if (this.view.saving === 0 && this.view.moves.length > 0) this.change({ moves: [] });
  }

  private async save(deed: Deed, act: 'decide' | 'undo', run: Save): Promise<SaveEnd> {
    const { id, version } = deed.item;
    let end: SaveEnd = 'saved';
    const tail = (this.tails.get(id) ?? Promise.resolve(version)).then(async (known) => {
      const newest = Math.max(known, version);
      if (act === 'undo' && this.unsaved.has(deed)) return newest;
      try {
        const result = await run(newest);
        this.events.saved(deed, result, act);
        return result.version;
      } catch (error) {
        const winner = this.door.versionIn(error);
        end = winner === undefined ? 'failed' : 'conflict';
        if (act === 'decide') this.unsaved.add(deed);
        this.events.failed(deed, error, act);
        return winner ?? newest;
      }
    });
    this.tails.set(id, tail);
    this.change({ saving: this.view.saving + 1 });
    await tail;
    this.change({ saving: this.view.saving - 1 });
    return end;
  }

  private forget(deed: Deed): void {
    const at = this.deeds.findLastIndex((other) => other.item.id === deed.item.id);
    if (at !== -1) this.deeds.splice(at, 1);
  }

  private show(move: Move, last: LastDeed, decided: ReadonlyMap<string, number>): Move {
    this.change({ decided, moves: [...this.view.moves, move], last });
    return move;
  }

  private takeOff(move: Move, deed: Deed, decided: ReadonlyMap<string, number>): void {
    const moves = this.view.moves.filter((other) => other !== move);
    this.change({ decided, moves, last: this.view.last?.deed === deed ? null : this.view.last });
  }

  private hiding(item: ReviewItem): ReadonlyMap<string, number> {
    return new Map(this.view.decided).set(item.id, item.version);
  }

  private showing(item: ReviewItem): ReadonlyMap<string, number> {
    const decided = new Map(this.view.decided);
    decided.delete(item.id);
    return decided;
  }

  private change(change: Partial<DecisionsView>): void {
    this.view = { ...this.view, ...change, undoable: this.deeds.length };
    for (const listener of this.listeners) listener();
  }
}
