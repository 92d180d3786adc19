import type { Sighting } from './history.js';
import { ask } from './http.js';
import { MARKER } from './plan.js';

/** Milliseconds between two looks. */
const INTERVAL_MS = 80;

/** A stranger who reads a thread again and again, by API and as a page, and remembers each text it saw. */
export class Watcher {
  readonly sightings = new Map<string, Sighting>();
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<unknown> = Promise.resolve();
  private turn = 0;

  constructor(
    private readonly apis: () => readonly string[],
    readonly threadKey: string,
  ) {}

  start(): void {
    this.timer = setTimeout(() => {
      const urls = this.apis();
      const url = urls[this.turn % urls.length];
      this.turn += 1;
      this.looking = (url === undefined ? Promise.resolve() : this.look(url)).then(
        () => this.timer !== undefined && this.start(),
      );
    }, INTERVAL_MS);
  }

  async stop(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    await this.looking;
  }

  /**
   * Looks once, at the API and the page.
   * @returns markers that are public, by the API; undefined when it did not answer.
   */
  async look(url: string): Promise<string[] | undefined> {
    const paths = [
      `/api/v1/sites/default/threads/${this.threadKey}/comments?limit=200`,
      `/sites/default/threads/${this.threadKey}`,
    ];
    const [json] = await Promise.all(paths.map((path) => this.read(url + path)));
    return json;
  }

  private async read(address: string): Promise<string[] | undefined> {
    const answer = await ask(address, { timeoutMs: 3_000 });
    if ('failed' in answer || answer.status !== 200) return undefined;
    const now = Date.now();
    const counts = new Map<string, number>();
    for (const [marker] of answer.body.matchAll(MARKER)) counts.set(marker, (counts.get(marker) ?? 0) + 1);
    for (const [marker, count] of counts) {
      const before = this.sightings.get(marker);
      this.sightings.set(marker, {
        firstAt: before?.firstAt ?? now,
        lastAt: now,
        most: Math.max(before?.most ?? 0, count),
      });
    }
    return [...counts.keys()];
  }
}
