import { type ClientRequest, request as send } from 'node:http';
import type { QueueCounts } from '../../../src/contract/review-api.js';
import { eventually } from '../../support/eventually.js';
import { given } from '../../support/given.js';
import { ask } from './http.js';
import { hire } from './people.js';
import type { World } from './world.js';

const AGAIN_MS = 200;
/** A lost listener tries again after 0.25 s, then twice as long each time, at most after 15 s. */
const REACHES_MS = 20_000;
const COUNTS = /^event: counts\ndata: (.*)$/gm;

let open: EventStream | undefined;

/** A console of a moderator of its own that listens to /api/v1/review/events, and connects again as browsers do. */
export class EventStream {
  /** What it was last told. */
  private counts: QueueCounts | undefined;
  private request: ClientRequest | undefined;
  private closed = false;

  private constructor(
    private readonly world: World,
    private readonly token: string,
  ) {
    this.open();
  }

  /** The one of a world: it stays for all its runs. The one of another world is closed. */
  static async on(world: World): Promise<EventStream> {
    if (open?.world === world) return open;
    EventStream.close();
    open = new EventStream(world, await hire(world, 'Noor'));
    return open;
  }

  /** Closes the one that is open; call it after all tests. */
  static close(): void {
    if (open === undefined) return;
    open.closed = true;
    open.request?.destroy();
    open = undefined;
  }

  /** Asserts (by waiting) that a decision of now is told to who has been listening since before the fault. */
  async expectDecisionArrives(): Promise<void> {
    const { world, token } = this;
    const { id, version } = await given(world.database).heldSubmission();
    const held = await world.count('held');
    await this.untilHeld(held);
    const answer = await ask(`${world.api().url}/api/v1/review/submissions/${id}/decisions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ act: 'reject', reason: 'off-topic', version }),
    });
    if ('failed' in answer || answer.status !== 200)
      throw new Error(`no decision: ${JSON.stringify(answer)}`);
    await this.untilHeld(held - 1);
  }

  private async untilHeld(held: number): Promise<void> {
    await eventually(`the console is told of ${held} held submissions`, () => this.counts?.held === held, {
      timeoutMs: REACHES_MS,
    });
  }

  private open(): void {
    if (this.closed) return;
    let isOver = false;
    const again = () => {
      if (!isOver) setTimeout(() => this.open(), AGAIN_MS);
      isOver = true;
    };
    const url = `${this.world.api().url}/api/v1/review/events`;
    const headers = { authorization: `Bearer ${this.token}` };
    this.request = send(url, { agent: false, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (more: string) => {
        text = (text + more).slice(-10_000);
        const last = [...text.matchAll(COUNTS)].at(-1)?.[1];
        if (last !== undefined && text.endsWith('\n\n')) this.counts = JSON.parse(last) as QueueCounts;
      });
      response.on('error', () => undefined);
      response.on('close', again);
    });
    this.request.on('error', again);
    this.request.end();
  }
}
