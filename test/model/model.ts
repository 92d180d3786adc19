/** Where a submission can stand here: `withdrawn` is reached by the author alone, and the desk has no door for that yet. */
export type State = 'received' | 'held' | 'approved' | 'rejected';

/** What a reader sends. */
export interface Sent {
  thread: string;
  author: string;
  text: string;
  key?: string;
}

/** A submission as the model knows it. */
export interface Item extends Sent {
  id: string;
  state: State;
  version: number;
  reason: string | null;
  claims: boolean;
  /** Whether its job is in the queue. */
  queued: boolean;
  /** How long it waits. */
  minutes: number;
  verdicts: number;
  acts: string[];
  /** What the decisions that still stand led away from, oldest first. */
  standing: { state: State; reason: string | null }[];
}

/** Minutes after which the sweeper holds what waits. */
const OVERDUE_MINUTES = 15;

/** The desk in small: one site, some threads, everything in memory and nothing at the same time. */
export class Model {
  items: Item[] = [];
  keys = new Map<string, Item>();
  closed = new Set<string>();
  hidden = new Set<string>();
  policy: 'rules' | 'moderate' | 'unreadable' = 'rules';

  /** What the desk answers, or the first submission with the same key. */
  judge(sent: Sent): 202 | 403 | 404 | 409 | 422 | Item {
    if (this.hidden.has(sent.thread)) return 404;
    if (this.closed.has(sent.thread)) return 403;
    const first = sent.key === undefined ? undefined : this.keys.get(sent.key);
    if (first !== undefined) return isSame(first, sent) ? first : 422;
    return this.items.some((item) => item.claims && isSame(item, sent)) ? 409 : 202;
  }

  accept(sent: Sent, id: string, queued: boolean): void {
    const item: Item = {
      ...sent,
      ...{ id, queued, state: 'received', version: 1, reason: null, claims: true, minutes: 0, verdicts: 0 },
      ...{ acts: [], standing: [] },
    };
    this.items.push(item);
    if (sent.key !== undefined) this.keys.set(sent.key, item);
  }

  screen(item: Item): void {
    item.queued = false;
    if (item.state === 'received') this.judged(item, ...this.outcomeOf(item));
  }

  private outcomeOf({ text, thread }: Item): [State, string] {
    if (this.policy === 'unreadable') return ['held', 'screening-failed'];
    if (text.includes('forbidden')) return ['rejected', 'disallowed-words'];
    if (this.closed.has(thread) || this.hidden.has(thread)) return ['held', 'thread-closed'];
    if (this.policy === 'moderate') return ['held', 'moderation-mode'];
    return text.includes('doubtful') ? ['held', 'moderation-words'] : ['approved', 'default'];
  }

  holdOverdue(): void {
    for (const item of this.items)
      if (item.state === 'received' && item.minutes >= OVERDUE_MINUTES)
        this.judged(item, 'held', 'screening-overdue');
  }

  requeue(): void {
    for (const item of this.items) item.queued ||= item.state === 'received';
  }

  /** Whether the decision is made. `reason` null approves. */
  decide(item: Item, reason: string | null, version: number): boolean {
    const to = reason === null ? 'approved' : 'rejected';
    if (version !== item.version || item.state === 'received' || item.state === to) return false;
    item.standing.push({ state: item.state, reason: item.reason });
    item.acts.push(reason === null ? 'approve' : 'reject');
    this.move(item, to, reason);
    return true;
  }

  undo(item: Item, version: number): boolean {
    const before = version === item.version ? item.standing.pop() : undefined;
    if (before === undefined) return false;
    item.acts.push('undo');
    this.move(item, before.state, before.reason);
    return true;
  }

  /** Ids of what readers see in a thread. */
  publicIn(thread: string): string[] {
    return this.items
      .filter((item) => item.thread === thread && item.state === 'approved')
      .map(({ id }) => id);
  }

  private judged(item: Item, to: State, reason: string): void {
    item.verdicts += 1;
    this.move(item, to, reason);
  }

  private move(item: Item, to: State, reason: string | null): void {
    Object.assign(item, { state: to, reason, version: item.version + 1 });
    if (to === 'rejected' && reason !== 'spam') item.claims = false;
  }
}

const isSame = (a: Sent, b: Sent): boolean =>
  a.thread === b.thread && a.author === b.author && a.text === b.text;
