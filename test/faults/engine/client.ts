import { setTimeout as wait } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { z } from 'zod';
import { eventually } from '../../support/eventually.js';
import type { Known, Operation, Receipt } from './history.js';
import { type Answer, ask, type NoAnswer } from './http.js';
import type { PlannedSubmission } from './plan.js';

/** What a client needs. */
export interface ClientSettings {
  /** Addresses of the APIs. */
  apis: () => readonly string[];
  threadKey: string;
  /** A moderator's bearer token, and the name that conflicts show. */
  moderator: { token: string; name: string };
  /** To see what became of submissions, past every fault. */
  database: DataSource;
}

const HEALED_TRIES = 20;
const SETTLE_MS = 240_000;

const receiptSchema = z.object({ id: z.uuid(), number: z.int() });
const decidedSchema = z.object({ decisionId: z.uuid() });
const conflictSchema = z.object({
  last: z
    .object({
      id: z.uuid(),
      act: z.string(),
      by: z.object({ kind: z.string(), name: z.string().optional() }),
    })
    .nullable(),
});

interface SettledRow {
  id: string;
  version: number;
  state: string;
}

/** Readers and a moderator. Records every operation; what stays unknown is tried again with the same key. */
export class Client {
  readonly history: Operation[] = [];
  readonly planned: PlannedSubmission[] = [];
  private readonly stories: Promise<void>[] = [];
  private isHealed = false;
  private announceHealed: () => void = () => undefined;
  private readonly healed = new Promise<void>((resolve) => (this.announceHealed = resolve));

  constructor(private readonly settings: ClientSettings) {}

  /** Operations that were acknowledged, of one kind. */
  acknowledged(kind: Operation['kind'] = 'submit'): Operation[] {
    return this.history.filter((one) => one.kind === kind && one.known === 'ok');
  }

  /** Starts a load and answers at once; `answered` and `finished` wait. */
  play(planned: readonly PlannedSubmission[]): void {
    this.planned.push(...planned);
    for (const one of planned) {
      const story = this.story(one);
      // Awaited by `finished`; until then it must not be an unhandled rejection.
      story.catch(() => undefined);
      this.stories.push(story);
    }
  }

  /** Whether every submission that was played has an answer, or failed. */
  get isAnswered(): boolean {
    return new Set(this.history.map(({ marker }) => marker)).size >= this.planned.length;
  }

  /** Waits until so many first tries have an answer, or failed. */
  async answered(count: number, timeoutMs = 30_000): Promise<void> {
    await eventually(
      `${count} submissions are answered`,
      () => new Set(this.history.map(({ marker }) => marker)).size >= count,
      { timeoutMs },
    );
  }

  /** Says that the faults are gone: everything unknown is tried again. */
  heal(): void {
    this.isHealed = true;
    this.announceHealed();
  }

  /**
   * Waits until every submission is acknowledged and every planned decision made on what is held. Heal first.
   * What is lost, or settled otherwise than planned, is for the checker to find.
   * @throws when one of them cannot be had.
   */
  async finished(): Promise<void> {
    await Promise.all(this.stories);
  }

  /** Sends one submission once. */
  async submit(planned: PlannedSubmission, timeoutMs = 20_000): Promise<Operation> {
    const url = this.apiFor(planned);
    const invokedAt = Date.now();
    const answer = await (planned.door === 'json'
      ? this.sendJson(url, planned, timeoutMs)
      : this.sendForm(url, planned, timeoutMs));
    return this.record({ kind: 'submit', marker: planned.marker, invokedAt }, answer, submitted);
  }

  /**
   * Decides as planned; tried again until the answer is known.
   * @throws Error when a conflict names somebody else's act: nobody else decides in a run.
   */
  async decide(planned: PlannedSubmission, submission: { id: string; version: number }): Promise<Operation> {
    for (let left = HEALED_TRIES; ;) {
      const operation = await this.decideOnce(planned, submission);
      if (operation.known === 'ok') return operation;
      if (left === 0) throw new Error(`no decision on ${planned.marker}: ${JSON.stringify(operation)}`);
      if (this.isHealed) left -= 1;
      await wait(250);
    }
  }

  /** Decides once. A conflict that names the moderator's own decision acknowledges it. */
  async decideOnce(
    planned: PlannedSubmission,
    { id, version }: { id: string; version: number },
  ): Promise<Operation> {
    const { moderator } = this.settings;
    const invokedAt = Date.now();
    const answer = await ask(`${this.apiFor(planned)}/api/v1/review/submissions/${id}/decisions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${moderator.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ act: planned.then, version }),
      timeoutMs: 10_000,
    });
    return this.record({ kind: 'decide', marker: planned.marker, invokedAt }, answer, (received) =>
      decided(received, planned.then, moderator.name),
    );
  }

  /** Each try goes to another one. */
  private apiFor({ api, marker }: PlannedSubmission): string {
    const urls = this.settings.apis();
    const tries = this.history.filter((one) => one.marker === marker).length;
    const url = urls[(api + tries) % urls.length];
    if (url === undefined) throw new Error('there is no API');
    return url;
  }

  private async story(planned: PlannedSubmission): Promise<void> {
    await wait(planned.atMs);
    await this.untilAcknowledged(planned);
    if (planned.then === 'leave' || planned.expected !== 'hold') return;
    const stored = await eventually(
      `${planned.marker} is settled`,
      () => this.settledOrLost(planned.marker),
      {
        timeoutMs: SETTLE_MS,
      },
    );
    if (stored !== 'lost' && stored.state === 'held') await this.decide(planned, stored);
  }

  private async untilAcknowledged(planned: PlannedSubmission): Promise<void> {
    const { impatientMs } = planned;
    for (let tries = 0; tries < (impatientMs === null ? 1 : 3); tries++) {
      if ((await this.submit(planned, impatientMs ?? undefined)).known === 'ok') return;
      await wait(50);
    }
    await this.healed;
    for (let left = HEALED_TRIES; left > 0; left--) {
      if ((await this.submit(planned)).known === 'ok') return;
      await wait(250);
    }
    throw new Error(`${planned.marker} is not taken although all faults are gone`);
  }

  /** Sends everything that was acknowledged once more, all at the same time, with the same keys. */
  async replay(): Promise<void> {
    const acknowledged = new Set(this.acknowledged().map(({ marker }) => marker));
    const sent = this.planned.filter(({ marker }) => acknowledged.has(marker));
    await Promise.all(sent.map((planned) => this.submit(planned)));
  }

  /** Makes every acknowledged decision once more, on the version it was made on: a conflict must name it. */
  async replayDecisions(): Promise<void> {
    const decided = new Set(this.acknowledged('decide').map(({ marker }) => marker));
    const rows: { id: string; version: number; body: string }[] = await this.settings.database.query(
      `select s.id, d.version - 1 as version, s.body from decision d join submission s on s.id = d.submission_id
         join thread t on t.id = s.thread_id where t.key = $1`,
      [this.settings.threadKey],
    );
    for (const planned of this.planned.filter(({ marker }) => decided.has(marker))) {
      const row = rows.find(({ body }) => body.includes(planned.marker));
      if (row !== undefined) await this.decideOnce(planned, row);
    }
  }

  /** What became of an acknowledged submission; undefined while it waits for the machine. */
  private async settledOrLost(marker: string): Promise<SettledRow | 'lost' | undefined> {
    const rows: SettledRow[] = await this.settings.database.query(
      `select id, version, state from submission where body like '%' || $1 || '%'`,
      [marker],
    );
    const [row] = rows;
    if (row === undefined) return 'lost';
    return row.state === 'received' ? undefined : row;
  }

  private sendJson(url: string, planned: PlannedSubmission, timeoutMs: number): Promise<Answer | NoAnswer> {
    const { key, author, email, text } = planned;
    return ask(`${url}/api/v1/sites/default/threads/${this.settings.threadKey}/submissions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify({ author, email, comment: text }),
      timeoutMs,
    });
  }

  private sendForm(url: string, planned: PlannedSubmission, timeoutMs: number): Promise<Answer | NoAnswer> {
    const { key, author, email, text } = planned;
    return ask(`${url}/wp-comments-post.php`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        comment_post_ID: this.settings.threadKey,
        comment_parent: '0',
        author,
        email,
        comment: text,
        replydesk_key: key,
      }).toString(),
      timeoutMs,
    });
  }

  private record(
    call: Pick<Operation, 'kind' | 'marker' | 'invokedAt'>,
    answer: Answer | NoAnswer,
    judge: (answer: Answer) => Judged,
  ): Operation {
    const answeredAt = Date.now();
    const operation: Operation =
      'failed' in answer
        ? {
            ...call,
            answeredAt,
            status: null,
            known: answer.failed === 'refused' ? 'fail' : 'unknown',
            detail: answer.reason,
          }
        : { ...call, answeredAt, status: answer.status, ...judge(answer) };
    this.history.push(operation);
    return operation;
  }
}

type Judged = { known: Known } & Pick<Operation, 'detail' | 'receipt' | 'decisionId'>;

/** 503 is unknown: the connection may have broken in COMMIT. */
function refusal({ status, body }: Answer): Judged {
  return { known: status >= 500 ? 'unknown' : 'fail', detail: body.slice(0, 500) };
}

function submitted(answer: Answer): Judged {
  const receipt = receiptOf(answer);
  return receipt === undefined ? refusal(answer) : { known: 'ok', receipt };
}

function receiptOf({ status, headers, body }: Answer): Receipt | undefined {
  if (status === 202) return receiptSchema.parse(JSON.parse(body));
  const number = /#comment-(\d+)$/.exec(String(headers['location']))?.[1];
  return status === 302 && number !== undefined ? { number: Number(number), id: null } : undefined;
}

function decided(answer: Answer, act: string, name: string): Judged {
  if (answer.status === 200)
    return { known: 'ok', decisionId: decidedSchema.parse(JSON.parse(answer.body)).decisionId };
  if (answer.status !== 409) return refusal(answer);
  const { last } = conflictSchema.parse(JSON.parse(answer.body));
  if (last?.by.name !== name || last.act !== act)
    throw new Error(`a conflict that names another act: ${answer.body}`);
  return { known: 'ok', decisionId: last.id };
}
